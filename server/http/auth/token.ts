import { createHash } from 'node:crypto';

/** Fills the given bytes with randomness. */
export type Random = (bytes: Uint8Array) => Uint8Array;

/** A session token: 256 random bits in base64url. It says nothing and cannot be guessed. */
export function newToken(random: Random): string {
  return Buffer.from(random(new Uint8Array(32))).toString('base64url');
}

/**
 * What the database keeps of a token, so that a stolen dump opens no session. A plain SHA-256 is enough:
 * unlike a password, 256 random bits cannot be searched.
 */
export function hashToken(token: string): Uint8Array {
  return createHash('sha256').update(token).digest();
}
