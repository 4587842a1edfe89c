import type { Arrived } from './viewers-process.ts';

/** A stream whose newest picture is older than this at the end has stopped: then those of the rest count as lost. */
const STOPPED_US = 5_000_000;

export interface LossFacts {
  readonly arrivedBefore: ReadonlyMap<string, Arrived>;
  readonly arrived: ReadonlyMap<string, Arrived>;
  /** What cameras left out themselves, bad ones included. */
  readonly skippedBefore: ReadonlyMap<string, number>;
  readonly skipped: ReadonlyMap<string, number>;
  /** The end, µs since 1970. */
  readonly untilUs: number;
}

/**
 * Pictures of the good cameras that came, that were lost on the way, and that were never sent. Camera by camera:
 * what one left out makes up for nothing that another lost.
 */
export function lossOf({ arrivedBefore, arrived, skippedBefore, skipped, untilUs }: LossFacts): {
  pictures: number;
  lost: number;
  skipped: number;
} {
  const sum = { pictures: 0, lost: 0, skipped: 0 };
  for (const [code, { received, missing, lastUs }] of arrived) {
    const before = arrivedBefore.get(code);
    const left = (skipped.get(code) ?? 0) - (skippedBefore.get(code) ?? 0);
    const hasStopped = lastUs === null || untilUs - lastUs > STOPPED_US;
    sum.pictures += received - (before?.received ?? 0);
    sum.lost += Math.max(0, missing - (before?.missing ?? 0) - left) + (hasStopped ? 1 : 0);
    sum.skipped += left;
  }
  return sum;
}
