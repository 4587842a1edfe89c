import { eq } from 'drizzle-orm';
import type { ChangeOrgUnit } from '#core/contracts';
import { fail, type OrgUnitId, ok, type Result } from '#core/kit';
import { type Border, isCodeOf, type OrgPath, pathBelow } from '#core/org';
import type { Database } from '../../database/index.ts';
import { orgUnits } from '../../schema/index.ts';
import type { AuditedChange } from '../changes.ts';
import { deciding } from '../deciding.ts';
import { isTaken } from './create-org-unit.ts';
import type { ChangedUnit, OrgRefusal } from './org-refusal.ts';
import { relocate } from './relocate.ts';
import { findStoredUnit, lockTree } from './stored-unit.ts';
import { type OrgNews, tellChanges } from './tell-change.ts';

/** Gives a unit another name or code. With a new code it has a new path, and so has all below it. */
export function changeOrgUnit(
  db: Database,
  id: OrgUnitId,
  { version, name, code }: ChangeOrgUnit,
  change: AuditedChange,
): Promise<Result<ChangedUnit, OrgRefusal>> {
  return deciding(db, async (tx) => {
    await lockTree(tx);
    const unit = await findStoredUnit(tx, change.scope, id);
    if (unit === null) return fail({ code: 'not_found' });
    if (unit.version !== version) return fail({ code: 'changed_meanwhile' });
    const path = code === unit.code ? unit.path : pathBelow(parentPath(unit.path), code);
    if (path !== unit.path) {
      if (!isCodeOf(unit.level, code)) return fail({ code: 'bad_code' });
      if (await isTaken(tx, path)) return fail({ code: 'code_taken' });
    }
    const accounts =
      path === unit.path ? [] : await relocate(tx, unit, { parentId: unit.parentId, path, code });
    await tx
      .update(orgUnits)
      .set({ nameZh: name.zh, nameEn: name.en, version: version + 1 })
      .where(eq(orgUnits.id, id));
    const news: OrgNews = {
      unit: { id, path },
      change: path === unit.path ? 'changed' : 'moved',
      action: 'org.changed',
      from: unit.path,
      accounts,
      detail: { nameZh: name.zh, nameEn: name.en, code, oldNameZh: unit.name.zh, oldCode: unit.code },
    };
    await tellChanges(tx, [news], change);
    return ok({ id, path, version: version + 1 });
  });
}

/** Gives a unit another border; null takes it away. */
export function setOrgBorder(
  db: Database,
  id: OrgUnitId,
  { version, border }: { readonly version: number; readonly border: Border | null },
  change: AuditedChange,
): Promise<Result<ChangedUnit, OrgRefusal>> {
  return deciding(db, async (tx) => {
    await lockTree(tx);
    const unit = await findStoredUnit(tx, change.scope, id);
    if (unit === null) return fail({ code: 'not_found' });
    if (unit.version !== version) return fail({ code: 'changed_meanwhile' });
    await tx
      .update(orgUnits)
      .set({ border, version: version + 1 })
      .where(eq(orgUnits.id, id));
    const vertices = border === null ? 0 : border.flat(2).length;
    const news: OrgNews = {
      unit,
      change: 'changed',
      action: 'org.changed',
      detail: { borderVertices: vertices },
    };
    await tellChanges(tx, [news], change);
    return ok({ id, path: unit.path, version: version + 1 });
  });
}

/** The path above; null at the root. */
function parentPath(path: OrgPath): OrgPath | null {
  const end = path.lastIndexOf('.');
  return end === -1 ? null : (path.slice(0, end) as OrgPath);
}
