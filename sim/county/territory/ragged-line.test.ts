import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contains } from '../geometry/polygon.ts';
import { raggedLine } from './ragged-line.ts';

const metres = fc.integer({ min: 300, max: 5_000 });

describe('raggedLine', () => {
  it('keeps its ends and never leaves the kite of its ends and sites, so that borders cannot cross', () => {
    fc.assert(
      fc.property(
        metres,
        metres,
        fc.integer({ min: -4_000, max: 8_000 }),
        fc.integer(),
        (length, height, foot, seed) => {
          const ends = [
            { x: 0, y: 0 },
            { x: length, y: 0 },
          ] as const;
          const sites = [
            { x: foot, y: height },
            { x: foot, y: -height },
          ] as const;
          const line = raggedLine([...ends], [...sites], seed);
          expect(line[0]).toEqual(ends[0]);
          expect(line.at(-1)?.x).toBeCloseTo(length);
          const kite = [ends[0], sites[1], ends[1], sites[0]];
          for (const { x, y } of line.slice(1, -1)) {
            if (Math.abs(y) > 1e-6) {
              const triangle = [ends[0], ends[1], y > 0 ? sites[0] : sites[1]];
              expect(contains(triangle, { x, y }), `${x},${y} in ${JSON.stringify(kite)}`).toBe(true);
            }
          }
        },
      ),
    );
  });

  it('repeats for the same seed and differs for another', () => {
    const draw = (seed: number) =>
      raggedLine(
        [
          { x: 0, y: 0 },
          { x: 4_000, y: 0 },
        ],
        [
          { x: 2_000, y: 1_500 },
          { x: 2_000, y: -1_500 },
        ],
        seed,
      );
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });
});
