import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ScratchPile } from './scratch-pile.ts';

describe('scratch piles', () => {
  it('hold what was put on them since they were cleared, whoever else was used meanwhile', () => {
    const step = fc.record({
      pile: fc.nat(2),
      put: fc.oneof(
        fc.uint8Array({ maxLength: 3_000 }),
        fc.record({ from: fc.nat(2), bytes: fc.uint8Array({ minLength: 2, maxLength: 2_000 }) }),
        fc.constant('clear' as const),
      ),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const piles = Array.from({ length: 3 }, () => ({ pile: new ScratchPile(), wanted: [] as number[] }));
        for (const { pile: index, put } of steps) {
          const { pile, wanted } = piles[index] ?? { pile: new ScratchPile(), wanted: [] };
          if (put === 'clear') {
            pile.clear();
            wanted.length = 0;
          } else if ('from' in put) {
            pile.append(put.bytes, put.from);
            wanted.push(...put.bytes.subarray(put.from));
          } else {
            pile.append(put);
            wanted.push(...put);
          }
          for (const { pile, wanted } of piles) {
            expect(pile.length).toBe(wanted.length);
            expect([...pile.bytes]).toEqual(wanted);
          }
        }
      }),
    );
  });

  it('lie in the same memory when one is cleared before the next begins', () => {
    const [one, other] = [new ScratchPile(), new ScratchPile()];
    one.append(Uint8Array.of(1));
    const { buffer } = one.bytes;
    one.clear();
    other.append(Uint8Array.of(2));
    expect(other.bytes.buffer).toBe(buffer);
  });
});
