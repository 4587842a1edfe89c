import { randomBytes } from 'node:crypto';

/** What the roles of one installation share. */
export interface Keys {
  /** Seals the passwords of cameras and the keys of sources. */
  readonly vaultKey: Uint8Array;
  /** Signs tickets and service tokens. */
  readonly hmacKey: string;
}

export function newKeys(): Keys {
  return { vaultKey: new Uint8Array(randomBytes(32)), hmacKey: randomBytes(32).toString('base64url') };
}
