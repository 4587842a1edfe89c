import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BitWriter } from '#sim/h264';
import { BitReader } from './bit-reader.ts';

const element = fc.oneof(
  fc.record({ kind: fc.constant('ue' as const), value: fc.nat({ max: 2 ** 30 }) }),
  fc.record({ kind: fc.constant('se' as const), value: fc.integer({ min: -(2 ** 29), max: 2 ** 29 }) }),
);

describe('bits', () => {
  it('are read as they were written', () => {
    fc.assert(
      fc.property(fc.array(element), (elements) => {
        const writer = new BitWriter();
        for (const { kind, value } of elements) writer[kind](value);
        const reader = new BitReader(writer.finish());
        for (const { kind, value } of elements) expect(reader[kind]()).toBe(value);
        expect(reader.bits(1)).toBe(1);
      }),
    );
  });

  it('are copied from anywhere to anywhere', () => {
    const any = fc.uint8Array({ minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(any, fc.nat(), fc.nat(), fc.nat({ max: 20 }), (source, a, b, before) => {
        const [from = 0, to = 0] = [a, b].map((n) => n % (source.length * 8 + 1)).sort((x, y) => x - y);
        const reader = new BitReader(new BitWriter().bits(0, before).copy(source, from, to).finish());
        const original = new BitReader(source);
        original.bits(from % 32);
        for (let skipped = from % 32; skipped < from; skipped += 32) original.bits(32);
        expect(reader.bits(before)).toBe(0);
        for (let at = from; at < to; at++) expect(reader.bits(1)).toBe(original.bits(1));
        expect(reader.bits(1)).toBe(1);
      }),
    );
  });

  it('that are no Exp-Golomb code are refused', () => {
    expect(() => new BitReader(new Uint8Array(8)).ue()).toThrow(RangeError);
  });
});
