import { expect, test } from 'vitest';
import { ManualClock } from '#core/kit';
import { StartQueue } from './start-queue.ts';

test('starts are spread, and a lone one does not wait', () => {
  const clock = new ManualClock();
  const queue = new StartQueue(clock);
  const started: [string, number][] = [];
  for (const name of ['a', 'b', 'c']) queue.enter(() => started.push([name, clock.monotonicMs()]));
  clock.advance(1_000);
  queue.enter(() => started.push(['d', clock.monotonicMs()]));
  clock.advance(1_000);
  expect(started).toEqual([
    ['a', 0],
    ['b', 60],
    ['c', 120],
    ['d', 1_000],
  ]);
});

test('a cancelled start does not happen', () => {
  const clock = new ManualClock();
  const started: string[] = [];
  new StartQueue(clock).enter(() => started.push('a'))();
  clock.advance(1_000);
  expect(started).toEqual([]);
});
