import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Hmac } from '#core/contracts';

const secretsSchema = z.object({ masterKey: z.string() });

/** Keys of one installation, all derived from its master key so that there is one thing to keep safe. */
export interface Secrets {
  /** Seals camera credentials; 32 bytes. */
  readonly vaultKey: Uint8Array;
  /** Signs stream tickets and service tokens. */
  readonly hmac: Hmac;
  /** Opens the one-time setup page while there is no user yet. */
  readonly setupToken: string;
}

/**
 * The secrets of an installation: from the settings' master key, or from the one in `dataDir`, which is made at
 * the first start (mode 0600).
 * @param masterKey base64 of 32 bytes; null: the one in `dataDir`
 * @throws what the file system says when `dataDir` cannot be written
 */
export function loadSecrets(dataDir: string, masterKey: string | null): Secrets {
  const master = Buffer.from(masterKey ?? storedMasterKey(dataDir), 'base64');
  const ticketKey = deriveKey(master, 'beaconwall tickets');
  return {
    vaultKey: deriveKey(master, 'beaconwall camera credentials'),
    hmac: (data) => createHmac('sha256', ticketKey).update(data).digest('base64url'),
    setupToken: Buffer.from(deriveKey(master, 'beaconwall setup link')).toString('base64url'),
  };
}

/** HKDF, RFC 5869: one key per purpose, so that none can stand in for another. */
function deriveKey(master: Uint8Array, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', master, '', purpose, 32));
}

function storedMasterKey(dataDir: string): string {
  mkdirSync(dataDir, { recursive: true, mode: 0o711 });
  const file = join(dataDir, 'secrets.json');
  if (!existsSync(file)) {
    // Written aside and renamed: a full disk must not leave half a key behind.
    const partial = `${file}.${process.pid}`;
    const masterKey = randomBytes(32).toString('base64');
    writeFileSync(partial, JSON.stringify({ masterKey }), { mode: 0o600, flush: true });
    renameSync(partial, file);
  }
  chmodSync(file, 0o600);
  return secretsSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).masterKey;
}
