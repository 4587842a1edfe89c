/** Crockford base32: no I, L, O, U to misread from across a room. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 8;

/** The code a screen shows to be let in: 40 random bits, good for a few minutes and once. */
export function newPairingCode(random: (bytes: Uint8Array) => Uint8Array): string {
  return Array.from(random(new Uint8Array(LENGTH)), (byte) => ALPHABET[byte & 31]).join('');
}

/** Reads a code as people type it: in any case, with blanks or dashes, O for 0, I or L for 1. `null` if it is none. */
export function parsePairingCode(text: string): string | null {
  const code = text.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  return code.length === LENGTH && [...code].every((letter) => ALPHABET.includes(letter)) ? code : null;
}
