import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { groupAccessUnits, nalType, splitNalUnits } from './annex-b.ts';

/** Inserts emulation prevention bytes, as every encoder must (H.264 section 7.4.1). */
function escapePayload(payload: Uint8Array): number[] {
  const escaped: number[] = [];
  let zeros = 0;
  for (const byte of payload) {
    if (zeros >= 2 && byte <= 3) {
      escaped.push(3);
      zeros = 0;
    }
    escaped.push(byte);
    zeros = byte === 0 ? zeros + 1 : 0;
  }
  return escaped;
}

const nalUnit = fc
  .tuple(fc.constantFrom(0x65, 0x41, 0x67, 0x68), fc.uint8Array({ maxLength: 40, max: 4 }))
  .map(([header, payload]) => Uint8Array.from([header, ...escapePayload(payload), 0x80]));

const startCode = fc.constantFrom([0, 0, 1], [0, 0, 0, 1], [0, 0, 0, 0, 0, 1]);

describe('splitNalUnits', () => {
  it('gives back any NAL units that were joined with start codes of any length', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(startCode, nalUnit)), (parts) => {
        const stream = Uint8Array.from(parts.flatMap(([code, unit]) => [...code, ...unit]));
        expect(splitNalUnits(stream)).toEqual(parts.map(([, unit]) => unit));
      }),
    );
  });

  it('never throws and never returns an empty unit, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ max: 2, maxLength: 60 }), (stream) => {
        for (const unit of splitNalUnits(stream)) expect(unit.length).toBeGreaterThan(0);
      }),
    );
  });

  it('drops bytes before the first start code and trailing zeros', () => {
    expect(splitNalUnits(Uint8Array.of(9, 9, 0, 0, 1, 0x65, 7, 0, 0))).toEqual([Uint8Array.of(0x65, 7)]);
    expect(splitNalUnits(Uint8Array.of(1, 0, 1))).toEqual([]);
  });
});

describe('groupAccessUnits', () => {
  it('starts a picture at every delimiter and marks those with an IDR slice', () => {
    const aud = Uint8Array.of(nalType.accessUnitDelimiter, 0x10);
    const sps = Uint8Array.of(0x67, 1);
    const idr = Uint8Array.of(0x65, 2);
    const slice = Uint8Array.of(0x41, 3);
    expect(groupAccessUnits([aud, sps, idr, aud, slice])).toEqual([
      { nalUnits: [aud, sps, idr], keyFrame: true },
      { nalUnits: [aud, slice], keyFrame: false },
    ]);
  });
});
