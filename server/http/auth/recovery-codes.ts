import { hashToken, type Random } from './token.ts';

const CODES = 10;
/** 80 bits: a plain hash of it cannot be searched. */
const CHARACTERS = 16;
const GROUP = 4;
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'; // Crockford base32, as ids have it

/** Fresh codes that stand in for a lost second factor, in groups that can be copied by hand. */
export function newRecoveryCodes(random: Random): string[] {
  return Array.from({ length: CODES }, () => {
    const bytes = random(new Uint8Array(CHARACTERS));
    const text = Array.from(bytes, (byte) => ALPHABET[byte & 31]).join('');
    return text.replaceAll(new RegExp(`.{${GROUP}}(?=.)`, 'g'), '$&-');
  });
}

/** What the database keeps of a code, however it was written: with or without dashes, O for 0, I and L for 1. */
export function hashRecoveryCode(code: string): Uint8Array {
  const read = code
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s-]/g, '')
    .replaceAll('o', '0')
    .replaceAll(/[il]/g, '1');
  return hashToken(`recovery ${read}`);
}
