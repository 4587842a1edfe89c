import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cruise, halting, journey } from './journey.ts';

const rising = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 0, max: 80 })), {
    minLength: 2,
    maxLength: 8,
  })
  .map((steps) => {
    let [seconds, metres] = [0, 0];
    return steps.map(([later, farther]) => {
      seconds += later;
      metres += farther;
      return [seconds, metres] as const;
    });
  });

describe('journey', () => {
  it('passes its milestones and never turns back between them', () => {
    fc.assert(
      fc.property(rising, (milestones) => {
        const trip = journey(milestones);
        for (const [seconds, metres] of milestones) expect(trip.metresAt(seconds)).toBeCloseTo(metres, 6);
        let before = -1;
        for (let step = 0; step <= 100; step += 1) {
          const metres = trip.metresAt(trip.startS + ((trip.endS - trip.startS) * step) / 100);
          expect(metres).toBeGreaterThanOrEqual(before - 1e-6);
          before = metres;
        }
      }),
    );
  });

  it('stands still between two milestones at one place', () => {
    const trip = journey([
      [0, 0],
      [4, 20],
      [9, 20],
      [12, 40],
    ]);
    for (const seconds of [4, 5.5, 7, 9]) expect(trip.metresAt(seconds)).toBeCloseTo(20, 6);
    expect(trip.speedAt(6)).toBeCloseTo(0, 6);
  });
});

describe('cruise', () => {
  it('is at the given place at the given time, at its speed', () => {
    const trip = cruise(100, 8, 3, 40);
    expect(trip.metresAt(3)).toBeCloseTo(40);
    expect(trip.metresAt(5)).toBeCloseTo(56);
    expect(trip.endS - trip.startS).toBeCloseTo(12.5);
  });
});

describe('halting', () => {
  it('waits at its place and then drives to the end', () => {
    const trip = halting(120, 9, { haltM: 60, haltS: 2, goS: 8 });
    expect(trip.metresAt(2)).toBeCloseTo(60);
    expect(trip.metresAt(8)).toBeCloseTo(60);
    expect(trip.metresAt(trip.startS)).toBeCloseTo(0);
    expect(trip.metresAt(trip.endS)).toBeCloseTo(120);
  });
});
