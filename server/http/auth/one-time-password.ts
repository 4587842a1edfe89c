import type { Random } from './token.ts';

/** Crockford base32 in small letters: none that is mistaken for another on paper or over a telephone. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** A password for one sign-in: 80 random bits in four groups of four. */
export function newOneTimePassword(random: Random): string {
  const letters = Array.from(random(new Uint8Array(16)), (byte) => ALPHABET[byte & 31]).join('');
  return letters.replaceAll(/(.{4})(?=.)/g, '$1-');
}
