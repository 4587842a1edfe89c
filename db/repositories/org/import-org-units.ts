import { eq } from 'drizzle-orm';
import { fail, type LocalizedText, newId, type OrgUnitId, ok, type Result } from '#core/kit';
import { mayHold, type OrgLevel, orgLevels, pathBelow } from '#core/org';
import type { Database, Transaction } from '../../database/index.ts';
import { orgUnits, withinScope } from '../../schema/index.ts';
import type { AuditedChange, RandomBytes } from '../changes.ts';
import { deciding } from '../deciding.ts';
import { insertOrgUnits, type NewOrgUnit } from '../org-units.ts';
import { lockTree, type StoredUnit, storedUnitColumns } from './stored-unit.ts';
import { type OrgNews, tellChanges } from './tell-change.ts';

/** A unit as a list has it; its parent, named by its code, may stand in the list too. Empty: it is there already. */
export interface ListedUnit {
  readonly code: string;
  readonly parentCode: string;
  readonly level: OrgLevel;
  readonly name: LocalizedText;
}

/** What happens to a unit of the list. */
export interface ListedChange {
  readonly kind: 'created' | 'renamed';
  readonly parentCode: string;
  readonly code: string;
  readonly name: LocalizedText;
  readonly before: LocalizedText | null;
}

export interface ListedOutcome {
  readonly changes: readonly ListedChange[];
  readonly unchanged: number;
}

/**
 * What is wrong with units of a list. `unknown_parent`: no unit of that code within the scope, or several;
 * `parent_closed`: it takes nothing new; `level_mismatch`: it is of no higher level; `other_level`: the unit is there
 * already, and of another level.
 */
export interface ListedRefusal {
  readonly index: number;
  readonly error: 'unknown_parent' | 'parent_closed' | 'level_mismatch' | 'other_level';
}

/**
 * Makes the units of a list that are not there yet, below their parents, and gives those that are the names of the
 * list; all or none. A unit is known by its code below its parent: a list moves nothing.
 * @param dryRun only says what would happen
 */
export function importOrgUnits(
  db: Database,
  listed: readonly ListedUnit[],
  {
    change,
    random,
    dryRun,
  }: { readonly change: AuditedChange; readonly random: RandomBytes; readonly dryRun: boolean },
): Promise<Result<ListedOutcome, readonly ListedRefusal[]>> {
  return deciding(db, async (tx) => {
    await lockTree(tx);
    const plan = new ImportPlan(
      await tx.select(storedUnitColumns).from(orgUnits).where(withinScope(orgUnits.path, change.scope)),
      random,
    );
    // Parents first, wherever they stand in the list: they are of a higher level.
    for (const level of orgLevels) {
      for (const [index, unit] of listed.entries()) if (unit.level === level) plan.take(unit, index);
    }
    if (plan.refusals.length > 0) return fail(plan.refusals);
    if (!dryRun) await apply(tx, plan, change);
    return ok({ changes: plan.changes, unchanged: listed.length - plan.changes.length });
  });
}

async function apply(tx: Transaction, plan: ImportPlan, change: AuditedChange): Promise<void> {
  if (plan.changes.length === 0) return;
  await insertOrgUnits(tx, plan.created);
  for (const { unit, name } of plan.renamed) {
    await tx
      .update(orgUnits)
      .set({ nameZh: name.zh, nameEn: name.en, version: unit.version + 1 })
      .where(eq(orgUnits.id, unit.id));
  }
  const created = plan.created.map(
    (unit): OrgNews => ({
      ...{ unit, change: 'created', action: 'org.imported' },
      detail: { code: unit.code, level: unit.level, nameZh: unit.name.zh, nameEn: unit.name.en },
    }),
  );
  const renamed = plan.renamed.map(
    ({ unit, name }): OrgNews => ({
      ...{ unit, change: 'changed', action: 'org.imported' },
      detail: { code: unit.code, nameZh: name.zh, nameEn: name.en, oldNameZh: unit.name.zh },
    }),
  );
  await tellChanges(tx, [...created, ...renamed], change);
}

type KnownUnit = Pick<StoredUnit, 'id' | 'path' | 'level' | 'name' | 'code' | 'closedMs' | 'version'>;

/** What a list does to a tree; decided before anything is written. */
class ImportPlan {
  readonly created: NewOrgUnit[] = [];
  readonly renamed: { readonly unit: KnownUnit; readonly name: LocalizedText }[] = [];
  readonly changes: ListedChange[] = [];
  readonly refusals: ListedRefusal[] = [];
  readonly #byPath: Map<string, KnownUnit>;
  /** Null where several have it. */
  readonly #byCode = new Map<string, KnownUnit | null>();
  readonly #random: RandomBytes;

  constructor(known: readonly KnownUnit[], random: RandomBytes) {
    this.#byPath = new Map(known.map((unit) => [unit.path, unit]));
    for (const unit of known) this.#note(unit);
    this.#random = random;
  }

  take(listed: ListedUnit, index: number): void {
    const error = this.#decide(listed);
    if (error !== null) this.refusals.push({ index, error });
  }

  #decide(listed: ListedUnit): ListedRefusal['error'] | null {
    // The top of what somebody administers: what is above it is not theirs to name.
    if (listed.parentCode === '') return this.#rename(this.#byCode.get(listed.code) ?? null, listed);
    const parent = this.#byCode.get(listed.parentCode) ?? null;
    if (parent === null) return 'unknown_parent';
    if (!mayHold(parent.level, listed.level)) return 'level_mismatch';
    const path = pathBelow(parent.path, listed.code);
    const known = this.#byPath.get(path);
    if (known !== undefined) return this.#rename(known, listed);
    if (parent.closedMs !== null) return 'parent_closed';
    this.#create(parent, { ...listed, path });
    return null;
  }

  #rename(
    known: KnownUnit | null,
    { parentCode, code, level, name }: ListedUnit,
  ): ListedRefusal['error'] | null {
    if (known === null) return 'unknown_parent';
    if (known.level !== level) return 'other_level';
    if (known.name.zh === name.zh && known.name.en === name.en) return null;
    this.renamed.push({ unit: known, name });
    this.changes.push({ kind: 'renamed', parentCode, code, name, before: known.name });
    return null;
  }

  #create(parent: KnownUnit, { code, level, name, path }: ListedUnit & Pick<NewOrgUnit, 'path'>): void {
    const id: OrgUnitId = newId('org', this.#random);
    const unit = { id, parentId: parent.id, path, level, name, code };
    this.created.push(unit);
    this.changes.push({ kind: 'created', parentCode: parent.code, code, name, before: null });
    const known = { ...unit, closedMs: null, version: 1 };
    this.#byPath.set(path, known);
    this.#note(known);
  }

  #note(unit: KnownUnit): void {
    this.#byCode.set(unit.code, this.#byCode.has(unit.code) ? null : unit);
  }
}
