import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addEmulationPrevention, removeEmulationPrevention } from './emulation-prevention.ts';

const smallBytes = fc.array(fc.constantFrom(0, 1, 2, 3, 4, 0x80), { maxLength: 60 });

describe('emulation prevention', () => {
  it.each([
    ['00 00 00 80', '00 00 03 00 80'],
    ['00 00 01', '00 00 03 01'],
    ['00 00 03', '00 00 03 03'],
    ['00 00 04', '00 00 04'],
    ['00 00 00 00 01', '00 00 03 00 00 03 01'],
  ])('writes %s as %s', (plain, escaped) => {
    const bytes = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));
    expect(addEmulationPrevention(bytes(plain))).toEqual(bytes(escaped));
  });

  it('is undone by its reverse', () => {
    fc.assert(
      fc.property(smallBytes, (values) => {
        const plain = Uint8Array.from(values);
        expect(Uint8Array.from(removeEmulationPrevention(addEmulationPrevention(plain)))).toEqual(plain);
      }),
    );
  });
});
