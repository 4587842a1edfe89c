import { eq } from 'drizzle-orm';
import { fail, type OrgUnitId, ok, type Result } from '#core/kit';
import { isWithin, mayHold, type OrgPath, pathBelow, type Scope } from '#core/org';
import type { Database, Transaction } from '../../database/index.ts';
import { orgUnits } from '../../schema/index.ts';
import type { AuditedChange } from '../changes.ts';
import { deciding } from '../deciding.ts';
import { isTaken } from './create-org-unit.ts';
import { factsOf } from './org-facts.ts';
import type { ChangedUnit, OrgRefusal } from './org-refusal.ts';
import { relocate } from './relocate.ts';
import { findStoredUnit, lockTree, type StoredUnit } from './stored-unit.ts';
import { type OrgNews, tellChanges } from './tell-change.ts';

export interface OrgMove {
  readonly version: number;
  readonly parentId: OrgUnitId;
}

/** Hangs a unit with all below it under another one; both must lie in the scope. All that is placed there goes along. */
export function moveOrgUnit(
  db: Database,
  id: OrgUnitId,
  { version, parentId }: OrgMove,
  change: AuditedChange,
): Promise<Result<ChangedUnit, OrgRefusal>> {
  return deciding(db, async (tx) => {
    await lockTree(tx);
    const planned = await planMove(tx, change.scope, id, parentId);
    if (!planned.ok) return planned;
    const { unit, path } = planned.value;
    if (unit.version !== version) return fail({ code: 'changed_meanwhile' });
    const facts = await factsOf(tx, unit.path);
    const accounts = await relocate(tx, unit, { parentId, path, code: unit.code });
    await tx
      .update(orgUnits)
      .set({ version: version + 1 })
      .where(eq(orgUnits.id, id));
    const news: OrgNews = {
      unit: { id, path },
      change: 'moved',
      action: 'org.moved',
      from: unit.path,
      accounts,
      detail: { from: unit.path, to: path, ...facts },
    };
    await tellChanges(tx, [news], change);
    return ok({ id, path, version: version + 1 });
  });
}

/** Where a unit would come to lie, or why it may not. */
export async function planMove(
  tx: Transaction,
  scope: Scope,
  id: OrgUnitId,
  parentId: OrgUnitId,
): Promise<Result<{ readonly unit: StoredUnit; readonly path: OrgPath }, OrgRefusal>> {
  const unit = await findStoredUnit(tx, scope, id);
  const parent = await findStoredUnit(tx, scope, parentId);
  if (unit === null || parent === null) return fail({ code: 'not_found' });
  if (unit.parentId === null) return fail({ code: 'is_root' });
  if (isWithin(parent.path, unit.path)) return fail({ code: 'inside_itself' });
  if (parent.closedMs !== null) return fail({ code: 'closed' });
  if (!mayHold(parent.level, unit.level)) return fail({ code: 'level_mismatch' });
  const path = pathBelow(parent.path, unit.code);
  if (path !== unit.path && (await isTaken(tx, path))) return fail({ code: 'code_taken' });
  return ok({ unit, path });
}
