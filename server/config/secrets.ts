import { createHmac, hkdfSync, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Hmac } from '#core/contracts';

const secretsSchema = z.object({
  masterKey: z.string(),
  setupToken: z.string(),
});

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
 * Reads the secrets of an installation, or makes them at the first start (mode 0600).
 * @param masterKey base64 of 32 bytes from the settings; null: the one in `dataDir`
 * @throws what the file system says when `dataDir` cannot be written
 */
export function loadSecrets(dataDir: string, masterKey: string | null): Secrets {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const file = join(dataDir, 'secrets.json');
  if (!existsSync(file)) createSecretsFile(file);
  chmodSync(file, 0o600);
  const stored = secretsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
  const master = Buffer.from(masterKey ?? stored.masterKey, 'base64');
  const ticketKey = deriveKey(master, 'beaconwall tickets');
  return {
    vaultKey: deriveKey(master, 'beaconwall camera credentials'),
    hmac: (data) => createHmac('sha256', ticketKey).update(data).digest('base64url'),
    setupToken: stored.setupToken,
  };
}

/** HKDF, RFC 5869: one key per purpose, so that none can stand in for another. */
function deriveKey(master: Uint8Array, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', master, '', purpose, 32));
}

function createSecretsFile(file: string): void {
  const secrets = {
    masterKey: randomBytes(32).toString('base64'),
    setupToken: randomBytes(24).toString('base64url'),
  };
  // Written aside and renamed: a full disk must not leave half a key behind.
  const partial = `${file}.${process.pid}`;
  writeFileSync(partial, JSON.stringify(secrets), { mode: 0o600, flush: true });
  renameSync(partial, file);
}
