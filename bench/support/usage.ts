import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import { median } from './statistics.ts';

/** What a process had used at one moment of its own clock. */
export interface Usage {
  readonly atMs: number;
  readonly cpuSeconds: number;
  readonly rssBytes: number;
}

/** Of this process. */
export function ownUsage(): Usage {
  const { user, system } = process.cpuUsage();
  return { atMs: performance.now(), cpuSeconds: (user + system) / 1e6, rssBytes: process.memoryUsage.rss() };
}

export interface Windows {
  readonly count: number;
  readonly lengthMs: number;
}

/** CPU seconds used per second: the median of several windows, one after the other. */
export async function medianCpu(
  usage: () => Promise<Pick<Usage, 'atMs' | 'cpuSeconds'>>,
  { count, lengthMs }: Windows,
  signal: AbortSignal,
): Promise<number> {
  const shares: number[] = [];
  let before = await usage();
  for (let window = 0; window < count; window++) {
    await sleep(lengthMs, null, { signal });
    const now = await usage();
    shares.push(((now.cpuSeconds - before.cpuSeconds) * 1_000) / (now.atMs - before.atMs));
    before = now;
  }
  return median(shares);
}
