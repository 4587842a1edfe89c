import { asc, eq } from 'drizzle-orm';
import type { AuditAction, IngestSource } from '#core/contracts';
import { type EpochMs, fail, ok, type Result } from '#core/kit';
import { inScope, type OrgPath, type Scope } from '#core/org';
import { appendAudit } from '../audit/index.ts';
import type { Database, Queryable, Transaction } from '../database/index.ts';
import { ingestSources } from '../schema/index.ts';
import type { Vault } from '../sealing/index.ts';
import type { AuditedChange } from './changes.ts';
import { findRootPath } from './org-units.ts';

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

/** More are not listed, nor made. */
const SOURCES_MAX = 500;

/** The root, if the scope has it: sources send for the whole tree, so they are the business of who administers that. */
async function rootWithin(db: Queryable, scope: Scope): Promise<OrgPath | null> {
  const root = await findRootPath(db);
  return root !== null && inScope(scope, root) ? root : null;
}

/** Every source, by name; none for who does not administer the root. */
export async function listSources(db: Queryable, scope: Scope): Promise<IngestSource[]> {
  if ((await rootWithin(db, scope)) === null) return [];
  const { name, enabled, createdMs } = ingestSources;
  return db.select({ name, enabled, createdMs }).from(ingestSources).orderBy(asc(name)).limit(SOURCES_MAX);
}

/** Why a source was not made or changed. */
export type SourceRefusal = 'not_found' | 'name_taken';

/** Makes a source; one of this name keeps its key. */
export function createSource(
  db: Database,
  vault: Vault,
  { name, key }: { readonly name: string; readonly key: string },
  by: AuditedChange,
): Promise<Result<void, SourceRefusal>> {
  return db.transaction(async (tx) => {
    const root = await rootWithin(tx, by.scope);
    if (root === null) return fail('not_found');
    const created = await tx
      .insert(ingestSources)
      .values({ name, key: vault.seal(key, owner(name)), enabled: true, createdMs: by.nowMs })
      .onConflictDoNothing()
      .returning({ name: ingestSources.name });
    if (created.length === 0) return fail('name_taken');
    await tell(tx, name, root, 'source.created', by);
    return ok(undefined);
  });
}

/** What becomes of a source: barred, let in again, or with another key, so that the one it had is refused. */
export type SourceChange = { readonly enabled: boolean } | { readonly key: string };

/** Changes a source; what is so already is left alone. */
export function changeSource(
  db: Database,
  vault: Vault,
  name: string,
  change: SourceChange,
  by: AuditedChange,
): Promise<Result<void, SourceRefusal>> {
  return db.transaction(async (tx) => {
    const root = await rootWithin(tx, by.scope);
    if (root === null) return fail('not_found');
    const [source] = await tx.select().from(ingestSources).where(eq(ingestSources.name, name)).for('update');
    if (source === undefined) return fail('not_found');
    if ('enabled' in change && change.enabled === source.enabled) return ok(undefined);
    const values = 'enabled' in change ? change : { key: vault.seal(change.key, owner(name)) };
    await tx.update(ingestSources).set(values).where(eq(ingestSources.name, name));
    await tell(tx, name, root, actionOf(change), by);
    return ok(undefined);
  });
}

function actionOf(change: SourceChange): AuditAction {
  if (!('enabled' in change)) return 'source.key_rotated';
  return change.enabled ? 'source.enabled' : 'source.disabled';
}

function tell(
  tx: Transaction,
  subject: string,
  orgPath: OrgPath,
  action: AuditAction,
  { actor, actorName, address, nowMs: atMs }: AuditedChange,
): Promise<void> {
  return appendAudit(tx, [{ atMs, action, actor, actorName, address, subject, orgPath, detail: {} }]);
}
