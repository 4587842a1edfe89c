import { describe, expect, it } from 'vitest';
import type { CameraSweepJob } from '#core/contracts';
import { type Log, ManualClock } from '#core/kit';
import type { AddOptions } from '#workers/queues';
import { scheduleSweeps } from './sweep-schedule.ts';

const EVERY_MS = 60_000;
const START_MS = 1_700_000_000_000; // 20 s into its minute

function schedule(clock: ManualClock, fails = false) {
  const added: (CameraSweepJob & AddOptions)[] = [];
  const warnings: object[] = [];
  const log: Log = {
    debug: () => {},
    info: () => {},
    warn: (fields) => warnings.push(fields),
    error: () => {},
  };
  const cancel = scheduleSweeps({
    clock,
    log,
    everyMs: EVERY_MS,
    add: async (job, options) => {
      if (fails) throw new Error('Redis is away');
      added.push({ ...job, ...options });
    },
  });
  return { added, warnings, cancel };
}

describe('the schedule of sweeps', () => {
  it('enqueues every shard at once and then at the full minutes', () => {
    const clock = new ManualClock(START_MS);
    const { added, cancel } = schedule(clock);
    const { shards } = added[0] ?? { shards: 0 };
    expect(added.map((job) => job.shard)).toEqual(Array.from({ length: shards }, (_, shard) => shard));
    const untilNext = EVERY_MS - (START_MS % EVERY_MS);
    clock.advance(untilNext - 1);
    expect(added).toHaveLength(shards);
    clock.advance(1);
    expect(added).toHaveLength(2 * shards);
    clock.advance(10 * EVERY_MS);
    expect(added).toHaveLength(12 * shards);
    expect(new Set(added.map((job) => job.id)).size).toBe(12 * shards);
    expect(added.every((job) => !/^\d+$|:/.test(job.id ?? ''))).toBe(true); // BullMQ refuses such ids
    cancel();
    clock.advance(10 * EVERY_MS);
    expect(added).toHaveLength(12 * shards);
    expect(clock.pending).toBe(0);
  });

  it('gives two workers the same ids, so that each sweep is done once', () => {
    const one = schedule(new ManualClock(START_MS));
    const two = schedule(new ManualClock(START_MS + 7_000));
    expect(two.added).toEqual(one.added);
  });

  it('goes on when the store of the jobs is away', async () => {
    const clock = new ManualClock(START_MS);
    const { warnings } = schedule(clock, true);
    clock.advance(EVERY_MS);
    await Promise.resolve();
    expect(warnings.length).toBeGreaterThan(0);
    expect(clock.pending).toBe(1);
  });
});
