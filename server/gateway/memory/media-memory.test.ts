import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { takeMemory } from './media-memory.ts';

describe('memory for media', () => {
  it('is nobody else’s, whatever the sizes', () => {
    const sizes = fc.array(fc.integer({ min: 0, max: 100_000 }), { maxLength: 40 });
    fc.assert(
      fc.property(sizes, (lengths) => {
        const pieces = lengths.map((length, index) => takeMemory(length).fill(index));
        for (const [index, piece] of pieces.entries()) {
          expect(piece.byteLength).toBe(lengths[index]);
          expect(piece.every((byte) => byte === index)).toBe(true);
        }
      }),
      { numRuns: 20 },
    );
  });
});
