import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cameraCodes } from '../bench-cameras.ts';
import { chooseBad, faultKinds, planChaos } from './plan.ts';

const codes = cameraCodes(30);

describe('the plan of a chaos run', () => {
  test('is the same for the same seed, and another for another', () => {
    expect(planChaos(codes, 60_000, 7)).toEqual(planChaos(codes, 60_000, 7));
    expect(planChaos(codes, 60_000, 7)).not.toEqual(planChaos(codes, 60_000, 8));
  });

  test('has every fault there is, once there is time for it', () => {
    const kinds = new Set(planChaos(codes, 60_000, 7).map(({ fault }) => fault?.fault ?? null));
    expect([...kinds].sort()).toEqual([...faultKinds, null].sort());
  });

  test('is in order, harms only whom it was given, and leaves all of them healed', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 120_000 }), (seed, durationMs) => {
        const bad = chooseBad(codes, 6, seed);
        const plan = planChaos(bad, durationMs, seed);
        expect(new Set(bad).size).toBe(6);
        expect(plan.map(({ atMs }) => atMs)).toEqual(plan.map(({ atMs }) => atMs).toSorted((a, b) => a - b));
        expect(plan.every(({ atMs, code }) => atMs <= durationMs && bad.includes(code))).toBe(true);
        for (const code of bad) {
          expect(plan.findLast((blow) => blow.code === code)?.fault ?? null).toBeNull();
        }
      }),
      { numRuns: 50 },
    );
  });
});
