import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BytePile } from './byte-pile.ts';

describe('a pile of bytes', () => {
  it('holds what was put on it since it was cleared, and so do the views it gave', () => {
    const step = fc.oneof(
      fc.uint8Array({ maxLength: 5_000 }),
      fc.record({ from: fc.nat(3), bytes: fc.uint8Array({ minLength: 3, maxLength: 2_000 }) }),
      fc.integer({ min: 0, max: 0xffff_ffff }),
      fc.constant('clear' as const),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const pile = new BytePile();
        let wanted: Buffer[] = [];
        let views: [Uint8Array, Uint8Array][] = [];
        for (const put of steps) {
          if (put === 'clear') {
            pile.clear();
            [wanted, views] = [[], []];
          } else if (typeof put === 'number') {
            pile.appendUint32(put);
            wanted.push(Buffer.from(Uint32Array.of(put).buffer).swap32());
          } else if ('from' in put) {
            pile.append(put.bytes, put.from);
            wanted.push(Buffer.from(put.bytes.subarray(put.from)));
          } else {
            views.push([pile.keep(put), put]);
            wanted.push(Buffer.from(put));
          }
          expect(Buffer.from(pile.bytes)).toEqual(Buffer.concat(wanted));
          expect(pile.length).toBe(pile.bytes.length);
        }
        for (const [view, put] of views) expect(Buffer.from(view)).toEqual(Buffer.from(put));
      }),
    );
  });

  it('does not keep what one huge picture needed', () => {
    const pile = new BytePile();
    pile.append(new Uint8Array(4 * 1024 * 1024));
    const huge = pile.bytes.buffer;
    pile.clear();
    pile.append(Uint8Array.of(1));
    expect(pile.bytes.buffer).not.toBe(huge);
    expect(pile.bytes.buffer.byteLength).toBeLessThan(10_000);
  });
});
