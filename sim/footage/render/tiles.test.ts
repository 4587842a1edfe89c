import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Tiles } from './tiles.ts';

it('covers every marked rectangle, within the picture, and nothing a tile away from it', () => {
  const edge = fc.integer({ min: -40, max: 140 });
  fc.assert(
    fc.property(edge, edge, edge, edge, (x0, y0, x1, y1) => {
      const tiles = new Tiles(100, 60, 16);
      const [left, right] = [Math.min(x0, x1), Math.max(x0, x1)];
      const [top, bottom] = [Math.min(y0, y1), Math.max(y0, y1)];
      tiles.mark(left, top, right, bottom);
      const covered = new Set<number>();
      tiles.each((l, t, r, b) => {
        for (let y = t; y < b; y += 1) for (let x = l; x < r; x += 1) covered.add(y * 100 + x);
      });
      for (let y = 0; y < 60; y += 1) {
        for (let x = 0; x < 100; x += 1) {
          const inside = x >= left && x <= right && y >= top && y <= bottom;
          const far = x < left - 16 || x > right + 16 || y < top - 16 || y > bottom + 16;
          if (inside) expect(covered.has(y * 100 + x)).toBe(true);
          if (far) expect(covered.has(y * 100 + x)).toBe(false);
        }
      }
    }),
    { numRuns: 60 },
  );
});
