import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto';
import { fail, ok, type Result } from '#core/kit';

/** `forged`: another key, another owner, or changed bytes; which of them cannot be told, by design. */
export type OpenError = 'forged';

/** Seals short secrets. What it returns may be stored anywhere. */
export interface Vault {
  /**
   * Encrypts `text`.
   * @param owner the id of what the secret belongs to; sealed bytes moved to another owner do not open
   */
  seal(text: string, owner: string): Uint8Array;
  open(sealed: Uint8Array, owner: string): Result<string, OpenError>;
}

const CIPHER = 'aes-256-gcm';
const FORMAT = 1;
const NONCE_BYTES = 12; // NIST SP 800-38D, 5.2.1.1
const TAG_BYTES = 16;

/**
 * AES-256-GCM with a random nonce: `format (1 byte), nonce (12), ciphertext, tag (16)`.
 * @param keyBytes 32 bytes
 */
export function createVault(keyBytes: Uint8Array): Vault {
  // Prepared once: whole counties of cameras are sealed in one import.
  const key = createSecretKey(keyBytes);
  return {
    seal: (text, owner) => {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(Buffer.from(owner));
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Buffer.concat([Uint8Array.of(FORMAT), nonce, body, cipher.getAuthTag()]);
    },
    open: (sealed, owner) => {
      if (sealed[0] !== FORMAT || sealed.length < 1 + NONCE_BYTES + TAG_BYTES) return fail('forged');
      const nonce = sealed.subarray(1, 1 + NONCE_BYTES);
      const decipher = createDecipheriv(CIPHER, key, nonce, { authTagLength: TAG_BYTES });
      decipher.setAAD(Buffer.from(owner));
      decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
      try {
        const body = decipher.update(sealed.subarray(1 + NONCE_BYTES, -TAG_BYTES));
        return ok(Buffer.concat([body, decipher.final()]).toString('utf8'));
      } catch {
        return fail('forged'); // the tag does not match
      }
    },
  };
}
