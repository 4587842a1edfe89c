import { eq } from 'drizzle-orm';
import type { EpochMs } from '#core/kit';
import type { Queryable } from '../database/index.ts';
import { ingestSources } from '../schema/index.ts';
import type { Vault } from '../sealing/index.ts';

export interface NewSource {
  readonly name: string;
  /** The HMAC key it signs with. */
  readonly key: string;
  readonly nowMs: EpochMs;
}

const owner = (name: string) => `source:${name}`;

/** Lets a source send, or gives it another key. */
export async function registerSource(db: Queryable, vault: Vault, source: NewSource): Promise<void> {
  const key = vault.seal(source.key, owner(source.name));
  await db
    .insert(ingestSources)
    .values({ name: source.name, key, enabled: true, createdMs: source.nowMs })
    .onConflictDoUpdate({ target: ingestSources.name, set: { key, enabled: true } });
}

/**
 * The key a source signs with; null when there is no such source or it is barred.
 * @throws when the stored key cannot be opened with this installation's key
 */
export async function findSourceKey(db: Queryable, vault: Vault, name: string): Promise<string | null> {
  if (name.includes('\0')) return null; // PostgreSQL would refuse the query
  const [row] = await db.select().from(ingestSources).where(eq(ingestSources.name, name));
  if (row === undefined || !row.enabled) return null;
  const key = vault.open(row.key, owner(name));
  if (!key.ok) throw new Error(`the key of source ${name} cannot be opened with this installation's key`);
  return key.value;
}
