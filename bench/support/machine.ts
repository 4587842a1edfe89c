import { availableParallelism, cpus, totalmem } from 'node:os';
import process from 'node:process';

/** What a benchmark ran on; without it no absolute number means anything. */
export interface Machine {
  readonly cores: number;
  readonly cpuModel: string;
  readonly memoryGiB: number;
  readonly node: string;
}

export function thisMachine(): Machine {
  return {
    cores: availableParallelism(),
    cpuModel: cpus()[0]?.model.trim() ?? 'unknown',
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    node: process.version,
  };
}

type Core = Pick<ReturnType<typeof cpus>[number], 'times'>;

/** Which part of all cores' time between two readings of `os.cpus()` nobody used, 0 to 1. */
export function idleShare(before: readonly Core[], now: readonly Core[]): number {
  const sum = (cores: readonly Core[], of: (times: Core['times']) => number) =>
    cores.reduce((total, { times }) => total + of(times), 0);
  const all = ({ user, nice, sys, idle, irq }: Core['times']) => user + nice + sys + idle + irq;
  const total = sum(now, all) - sum(before, all);
  return total === 0 ? 1 : (sum(now, ({ idle }) => idle) - sum(before, ({ idle }) => idle)) / total;
}
