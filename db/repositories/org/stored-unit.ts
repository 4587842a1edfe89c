import { and, eq, sql } from 'drizzle-orm';
import type { OrgUnitId } from '#core/kit';
import type { OrgUnit, Scope } from '#core/org';
import type { Queryable, Transaction } from '../../database/index.ts';
import { orgUnits, withinScope } from '../../schema/index.ts';

/** Any number that no other user of advisory locks in this database takes: `TREE` on a telephone keypad. */
const TREE_LOCK = 8733;

/**
 * Makes whoever changes the tree take turns, until the transaction ends: of two moves that would make a circle
 * together, the second then sees the first. Trees change a few times a year; waiting costs nobody anything.
 */
export async function lockTree(tx: Transaction): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${TREE_LOCK})`);
}

/** An org unit as administrators know it. */
export interface StoredUnit extends OrgUnit {
  readonly code: string;
  /** Set when it was dissolved. */
  readonly closedMs: number | null;
  readonly version: number;
}

export const storedUnitColumns = {
  id: orgUnits.id,
  parentId: orgUnits.parentId,
  path: orgUnits.path,
  level: orgUnits.level,
  name: { zh: orgUnits.nameZh, en: orgUnits.nameEn },
  code: orgUnits.code,
  closedMs: orgUnits.closedMs,
  version: orgUnits.version,
};

/** @returns null when there is no such unit within the scope */
export async function findStoredUnit(db: Queryable, scope: Scope, id: OrgUnitId): Promise<StoredUnit | null> {
  const [unit] = await db
    .select(storedUnitColumns)
    .from(orgUnits)
    .where(and(eq(orgUnits.id, id), withinScope(orgUnits.path, scope)));
  return unit ?? null;
}
