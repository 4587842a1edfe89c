import { describe, expect, it } from 'vitest';
import { seededRandom } from './random.ts';

const draws = (seed: number, label: string): number[] => {
  const random = seededRandom(seed, label);
  return Array.from({ length: 2_000 }, () => random.next());
};

describe('seededRandom', () => {
  it('repeats for a seed and label, and differs for others', () => {
    expect(draws(7, 'a')).toEqual(draws(7, 'a'));
    expect(draws(7, 'a')[0]).not.toBe(draws(7, 'b')[0]);
    expect(draws(7, 'a')[0]).not.toBe(draws(8, 'a')[0]);
  });

  it('spreads evenly over 0 to 1', () => {
    const tenths = Array.from({ length: 10 }, () => 0);
    for (const value of draws(1, 'spread'))
      tenths[Math.floor(value * 10)] = (tenths[Math.floor(value * 10)] ?? 0) + 1;
    expect(Math.min(...tenths)).toBeGreaterThan(150);
    expect(Math.max(...tenths)).toBeLessThan(250);
  });

  it('shuffles without losing anything', () => {
    const items = Array.from({ length: 50 }, (_, index) => index);
    const shuffled = seededRandom(3, 'shuffle').shuffled(items);
    expect(shuffled).not.toEqual(items);
    expect(shuffled.toSorted((a, b) => a - b)).toEqual(items);
  });
});
