import { and, eq, isNull, ne, sql } from 'drizzle-orm';
import { fail, type OrgUnitId, ok, type Result } from '#core/kit';
import type { Database, Transaction } from '../../database/index.ts';
import { orgUnits } from '../../schema/index.ts';
import type { AuditedChange } from '../changes.ts';
import { deciding } from '../deciding.ts';
import type { ChangedUnit, OrgRefusal } from './org-refusal.ts';
import { findStoredUnit, lockTree, type StoredUnit } from './stored-unit.ts';
import { tellChanges } from './tell-change.ts';

/**
 * Closes a unit: it takes nothing new, and all that is there stays. While units below it are open it is refused: they
 * are to be moved or closed first, each on purpose, for what is open below a closed unit would take new things in.
 */
export function closeOrgUnit(
  db: Database,
  id: OrgUnitId,
  version: number,
  change: AuditedChange,
): Promise<Result<ChangedUnit, OrgRefusal>> {
  return setClosed(db, { id, version, isClosed: true }, change, async (tx, unit) => {
    if (unit.parentId === null) return 'is_root';
    return (await hasOpenUnitsBelow(tx, unit)) ? 'has_open_units' : null;
  });
}

/** Opens a closed unit again; not while the one above it is closed. */
export function reopenOrgUnit(
  db: Database,
  id: OrgUnitId,
  version: number,
  change: AuditedChange,
): Promise<Result<ChangedUnit, OrgRefusal>> {
  return setClosed(db, { id, version, isClosed: false }, change, async (tx, unit) =>
    (await isParentClosed(tx, unit)) ? 'closed' : null,
  );
}

type Verdict = Exclude<OrgRefusal['code'], 'not_found'> | null;

async function setClosed(
  db: Database,
  { id, version, isClosed }: { readonly id: OrgUnitId; readonly version: number; readonly isClosed: boolean },
  change: AuditedChange,
  judge: (tx: Transaction, unit: StoredUnit) => Promise<Verdict>,
): Promise<Result<ChangedUnit, OrgRefusal>> {
  return deciding(db, async (tx) => {
    await lockTree(tx);
    const unit = await findStoredUnit(tx, change.scope, id);
    if (unit === null) return fail({ code: 'not_found' });
    if (unit.version !== version) return fail({ code: 'changed_meanwhile' });
    if ((unit.closedMs !== null) === isClosed) return ok({ id, path: unit.path, version });
    const refusal = await judge(tx, unit);
    if (refusal !== null) return fail({ code: refusal });
    await tx
      .update(orgUnits)
      .set({ closedMs: isClosed ? change.nowMs : null, version: version + 1 })
      .where(eq(orgUnits.id, id));
    const news = isClosed
      ? ({ change: 'closed', action: 'org.closed' } as const)
      : ({ change: 'reopened', action: 'org.reopened' } as const);
    await tellChanges(tx, [{ unit, ...news, detail: { code: unit.code, nameZh: unit.name.zh } }], change);
    return ok({ id, path: unit.path, version: version + 1 });
  });
}

async function hasOpenUnitsBelow(tx: Transaction, { path }: StoredUnit): Promise<boolean> {
  const open = await tx
    .select({ id: orgUnits.id })
    .from(orgUnits)
    .where(and(sql`${orgUnits.path} <@ ${path}::ltree`, ne(orgUnits.path, path), isNull(orgUnits.closedMs)))
    .limit(1);
  return open.length > 0;
}

async function isParentClosed(tx: Transaction, { parentId }: StoredUnit): Promise<boolean> {
  if (parentId === null) return false;
  const [parent] = await tx
    .select({ closedMs: orgUnits.closedMs })
    .from(orgUnits)
    .where(eq(orgUnits.id, parentId));
  return parent !== undefined && parent.closedMs !== null;
}
