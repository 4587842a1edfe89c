import { eq } from 'drizzle-orm';
import type { CreateOrgUnit } from '#core/contracts';
import { fail, newId, ok, type Result } from '#core/kit';
import { mayHold, type OrgPath, pathBelow } from '#core/org';
import type { Database, Transaction } from '../../database/index.ts';
import { orgUnits } from '../../schema/index.ts';
import type { AuditedChange, RandomBytes } from '../changes.ts';
import { deciding } from '../deciding.ts';
import { insertOrgUnits } from '../org-units.ts';
import type { ChangedUnit, OrgRefusal } from './org-refusal.ts';
import { findStoredUnit, lockTree } from './stored-unit.ts';
import { tellChanges } from './tell-change.ts';

/** Makes a unit below one of the scope. */
export function createOrgUnit(
  db: Database,
  { parentId, level, code, name }: CreateOrgUnit,
  change: AuditedChange,
  random: RandomBytes,
): Promise<Result<ChangedUnit, OrgRefusal>> {
  return deciding(db, async (tx) => {
    await lockTree(tx);
    const parent = await findStoredUnit(tx, change.scope, parentId);
    if (parent === null) return fail({ code: 'not_found' });
    if (parent.closedMs !== null) return fail({ code: 'closed' });
    if (!mayHold(parent.level, level)) return fail({ code: 'level_mismatch' });
    const path = pathBelow(parent.path, code);
    if (await isTaken(tx, path)) return fail({ code: 'code_taken' });
    const unit = { id: newId('org', random), parentId, path, level, name, code };
    await insertOrgUnits(tx, [unit]);
    const detail = { level, code, nameZh: name.zh, nameEn: name.en };
    await tellChanges(tx, [{ unit, change: 'created', action: 'org.created', detail }], change);
    return ok({ id: unit.id, path, version: 1 });
  });
}

/** Whether there is a unit at a path. */
export async function isTaken(tx: Transaction, path: OrgPath): Promise<boolean> {
  const rows = await tx.select({ id: orgUnits.id }).from(orgUnits).where(eq(orgUnits.path, path));
  return rows.length > 0;
}
