import { describe, expect, it } from 'vitest';
import { SequenceTracker } from './sequence-tracker.ts';

function follow(...numbers: number[]): { verdicts: string[]; tracker: SequenceTracker } {
  const tracker = new SequenceTracker();
  const verdicts = numbers.map((number) => {
    const verdict = tracker.update(number);
    return verdict === 'lost' ? `lost ${tracker.hole}` : verdict;
  });
  return { verdicts, tracker };
}

describe('sequence numbers', () => {
  it.each([
    ['in order', [5, 6, 7], ['next', 'next', 'next']],
    ['around the wrap', [65_534, 65_535, 0, 1], ['next', 'next', 'next', 'next']],
    ['with a hole', [1, 4, 5], ['next', 'lost 2', 'next']],
    ['with a hole across the wrap', [65_535, 2], ['next', 'lost 2']],
    ['Q23 doubled', [1, 1, 2], ['next', 'old', 'next']],
    ['too late', [10, 12, 11, 13], ['next', 'lost 1', 'old', 'next']],
    ['begun anew', [1, 20_000, 20_001], ['next', 'restart', 'next']],
  ])('%s', (_title, numbers, verdicts) => {
    expect(follow(...numbers).verdicts).toEqual(verdicts);
  });

  it('counts as RFC 3550, A.3 does', () => {
    const { tracker } = follow(65_534, 65_535, 0, 3);
    expect(tracker.extendedHighest).toBe(65_536 + 3);
    expect(tracker.cumulativeLost).toBe(2);
    expect(tracker.takeFractionLost()).toBe(Math.floor((2 * 256) / 6));
    expect(tracker.takeFractionLost()).toBe(0);
  });
});
