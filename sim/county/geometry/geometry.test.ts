import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distance, type Point } from './point.ts';
import { contains, signedAreaM2 } from './polygon.ts';
import { along, crossing, lengthM, smoothThrough } from './polyline.ts';
import { toLonLat, toPoint } from './projection.ts';
import { SegmentIndex } from './segment-index.ts';

const square: Point[] = [
  { x: 0, y: 0 },
  { x: 10, y: 0 },
  { x: 10, y: 10 },
  { x: 0, y: 10 },
];
const anywhere = fc.record({
  x: fc.double({ min: -30_000, max: 30_000, noNaN: true }),
  y: fc.double({ min: -20_000, max: 20_000, noNaN: true }),
});

/** Whole metres, so that touching ends touch in every order of arithmetic. */
const onGrid = fc.record({
  x: fc.integer({ min: -5_000, max: 5_000 }),
  y: fc.integer({ min: -5_000, max: 5_000 }),
});

describe('projection', () => {
  it('goes to degrees and back within the rounding of 6 decimals', () => {
    fc.assert(
      fc.property(anywhere, (point) => {
        expect(distance(toPoint(toLonLat(point)), point)).toBeLessThan(0.1);
      }),
    );
  });
});

describe('polygon', () => {
  it('measures area, positive counter-clockwise', () => {
    expect(signedAreaM2(square)).toBe(100);
    expect(signedAreaM2(square.toReversed())).toBe(-100);
  });

  it('tells inside from outside, closed ring or not', () => {
    for (const ring of [square, [...square, { x: 0, y: 0 }]]) {
      expect(contains(ring, { x: 5, y: 5 })).toBe(true);
      expect(contains(ring, { x: 15, y: 5 })).toBe(false);
      expect(contains(ring, { x: 5, y: -1 })).toBe(false);
    }
  });
});

describe('polyline', () => {
  const corner = square.slice(0, 3);

  it('measures length and finds places along it', () => {
    expect(lengthM(corner)).toBe(20);
    expect(along(corner, 5)).toEqual({ point: { x: 5, y: 0 }, bearingDeg: 90 });
    expect(along(corner, 15)).toEqual({ point: { x: 10, y: 5 }, bearingDeg: 0 });
    expect(along(corner, 99).point).toEqual({ x: 10, y: 10 });
  });

  it('is smoothed through all its points', () => {
    const smooth = smoothThrough(corner, 2);
    expect(smooth.length).toBeGreaterThan(8);
    for (const point of corner) expect(Math.min(...smooth.map((other) => distance(other, point)))).toBe(0);
  });

  it('finds crossings of stretches', () => {
    const [a, b, c, d] = square as [Point, Point, Point, Point];
    expect(crossing(a, c, b, d)).toEqual({ x: 5, y: 5 });
    expect(crossing(a, b, d, c)).toBeNull();
  });
});

describe('SegmentIndex', () => {
  it('finds the same crossings as trying every stretch', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(onGrid, onGrid), { maxLength: 12 }), onGrid, onGrid, (pairs, a, b) => {
        const index = new SegmentIndex(pairs);
        const expected = pairs.flatMap(([c, d], line) => (crossing(a, b, c, d) === null ? [] : [line]));
        expect(
          index
            .crossings(a, b)
            .map((hit) => hit.line)
            .sort(),
        ).toEqual(expected.sort());
      }),
      { numRuns: 30 },
    );
  });

  it('finds the nearest line within reach', () => {
    const index = new SegmentIndex([
      square.slice(0, 2),
      [
        { x: 0, y: 700 },
        { x: 10, y: 700 },
      ],
    ]);
    expect(index.nearest({ x: 5, y: 30 })).toEqual({ line: 0, point: { x: 5, y: 0 }, metres: 30 });
    expect(index.nearest({ x: 5, y: 690 })?.line).toBe(1);
    expect(index.nearest({ x: 5, y: 3_000 })).toBeNull();
  });
});
