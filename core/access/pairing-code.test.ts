import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newPairingCode, parsePairingCode } from './pairing-code.ts';

const codes = fc.uint8Array({ minLength: 8, maxLength: 8 }).map((bytes) => newPairingCode(() => bytes));

describe('a pairing code', () => {
  it('is read however it is typed', () => {
    const sloppy = (code: string) => code.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l');
    fc.assert(
      fc.property(codes, fc.nat(8), fc.constantFrom('-', ' ', '　', ' - '), (code, at, gap) => {
        expect(parsePairingCode(code)).toBe(code);
        expect(parsePairingCode(sloppy(code))).toBe(code);
        expect(parsePairingCode(` ${code.slice(0, at)}${gap}${code.slice(at)}`)).toBe(code);
      }),
    );
  });

  it('is eight letters and digits that nobody mixes up', () => {
    fc.assert(
      fc.property(codes, (code) => {
        expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}$/);
      }),
    );
  });

  it.each(['', 'ABCDEFG', 'ABCDEFGHJ', 'ABCDEFGU', '一二三四五六七八', 'ABCD_FGH'])('%o is none', (text) => {
    expect(parsePairingCode(text)).toBeNull();
  });

  it('whatever is typed is read without failing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect([null, 8]).toContain(parsePairingCode(text)?.length ?? null);
      }),
    );
  });
});
