import { eq, sql } from 'drizzle-orm';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CameraId, newId, type OrgUnitId, type SquadId, type UserId } from '#core/kit';
import { isWithin, mayHold, movedPath, type OrgLevel, type OrgPath, orgLevels, pathBelow } from '#core/org';
import {
  type AuditedChange,
  closeOrgUnit,
  createOrgUnit,
  createUser,
  insertOrgUnits,
  moveOrgUnit,
  registerCameras,
  registerSquads,
  reopenOrgUnit,
  systemScope,
} from '#db/repositories';
import { orgUnits } from '#db/schema';
import { raise, random } from '#test/alert-desk';
import { testVault } from '#test/county-rows';
import { createTestDatabase, type TestDatabase } from '#test/database';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

const change: AuditedChange = {
  ...{ actor: 'usr_test', actorName: 'test', address: '10.1.2.3', scope: systemScope },
  nowMs: 1_700_000_000_000,
};

/** Steps choose units by number, modulo how many there are. */
const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ type: fc.constant('create' as const), parent: fc.nat(), level: fc.nat() }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ type: fc.constant('move' as const), unit: fc.nat(), parent: fc.nat() }),
  },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('close' as const), unit: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('reopen' as const), unit: fc.nat() }) },
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

interface ModelUnit {
  readonly id: OrgUnitId;
  readonly level: OrgLevel;
  readonly code: string;
  path: OrgPath;
  parent: ModelUnit | null;
  isClosed: boolean;
  version: number;
}

/** What the tree should be, by rules as plain as they can be told. */
class Model {
  readonly units: ModelUnit[];

  constructor(root: ModelUnit) {
    this.units = [root];
  }

  at(index: number): ModelUnit {
    const unit = this.units[index % this.units.length];
    if (unit === undefined) throw new Error('a tree has a root');
    return unit;
  }

  isTaken(path: OrgPath, but?: ModelUnit): boolean {
    return this.units.some((unit) => unit !== but && unit.path === path);
  }

  mayMove(unit: ModelUnit, parent: ModelUnit): boolean {
    if (unit.parent === null || isWithin(parent.path, unit.path) || parent.isClosed) return false;
    return mayHold(parent.level, unit.level) && !this.isTaken(pathBelow(parent.path, unit.code), unit);
  }

  move(unit: ModelUnit, parent: ModelUnit): void {
    const [from, to] = [unit.path, pathBelow(parent.path, unit.code)];
    for (const each of this.units) each.path = movedPath(each.path, from, to);
    unit.parent = parent;
  }
}

let counties = 0;
/** A county of one unit, with something of every kind at it. */
async function county(): Promise<Model> {
  counties += 1;
  const code = String(100_000 + counties);
  const root = {
    id: newId('org', random),
    level: 'county',
    code,
    path: code as OrgPath,
    parent: null,
  } as const;
  await insertOrgUnits(database.db, [{ ...root, parentId: null, name: { zh: code, en: code } }]);
  await furnish(root.id, code);
  return new Model({ ...root, isClosed: false, version: 1 });
}

let serial = 0;
/** Puts something of every kind that copies its unit's path there. */
async function furnish(unitId: OrgUnitId, code: string): Promise<void> {
  serial += 1;
  const { db } = database;
  const name = { zh: `${serial}`, en: `${serial}` };
  const squadId = newId('sqd', random) as SquadId;
  await registerSquads(db, [{ id: squadId, name, kind: 'brigade', orgUnitId: unitId, onDuty: true }]);
  await registerCameras(db, testVault, {
    ...{ actor: 'test', nowMs: change.nowMs },
    cameras: [
      {
        ...{
          id: newId('cam', random) as CameraId,
          code: String(serial).padStart(20, '9'),
          orgUnitId: unitId,
        },
        ...{ name, class: 'I', position: { lon: 120, lat: 30 } },
        ...{ view: { azimuthDeg: 0, angleDeg: 60, rangeM: 40 }, mainUrl: 'rtsp://10.0.0.1/', subUrl: null },
        ...{ credentials: null, device: null, ptz: false, deviceKey: name.en, siteKey: name.en },
      },
    ],
  });
  await createUser(db, {
    ...{ id: newId('usr', random) as UserId, username: `u${serial}`, passwordHash: null, displayName: name },
    ...{ locale: 'zh', memberships: [{ role: 'operator', orgUnitId: unitId }], nowMs: change.nowMs },
  });
  const alertId = await raise(db, { unitCode: code });
  const incidentId = newId('inc', random);
  await db.execute(sql`insert into incidents (id, kind, priority, title_zh, title_en, org_path, owner_id, opened_at_ms, state)
    select ${incidentId}, kind, priority, 'x', 'x', org_path, ${unitId}, 1, '{"phase":"accepted"}' from alerts where id = ${alertId}`);
  await db.execute(sql`insert into assignments (id, incident_id, squad_id, org_path, phase, offered_at_ms, answer_by_ms, since_ms, offered_by)
    select ${newId('asg', random)}, ${incidentId}, id, org_path, 'offered', 1, 1, 1, 'system' from squads where id = ${squadId}`);
  await db.execute(sql`update alerts set incident_id = ${incidentId} where id = ${alertId}`);
}

/** Does a step, to the tree and to the model. @returns whether both say that it may be done */
async function take(model: Model, each: Step): Promise<void> {
  const { db } = database;
  if (each.type === 'create') {
    const parent = model.at(each.parent);
    const level = orgLevels[each.level % orgLevels.length] ?? 'grid';
    // Every other grid takes its number from a handful, so that some are taken.
    const digits = { county: 6, township: 9, village: 12, grid: 1 }[level];
    const code = String(serial + 1).padStart(digits, '1');
    const path = pathBelow(parent.path, code);
    const may = mayHold(parent.level, level) && !parent.isClosed && !model.isTaken(path);
    const body = { parentId: parent.id, level, code, name: { zh: code, en: code } };
    const created = await createOrgUnit(db, body, change, random);
    expect(created.ok).toBe(may);
    if (!created.ok) return;
    model.units.push({ ...created.value, level, code, parent, isClosed: false });
    await furnish(created.value.id, code);
    return;
  }
  const unit = model.at(each.unit);
  if (each.type === 'move') {
    const parent = model.at(each.parent);
    const may = model.mayMove(unit, parent);
    const moved = await moveOrgUnit(db, unit.id, { version: unit.version, parentId: parent.id }, change);
    expect(moved.ok).toBe(may);
    if (!moved.ok) return;
    model.move(unit, parent);
    unit.version = moved.value.version;
    return;
  }
  const isClosing = each.type === 'close';
  const below = model.units.filter((other) => other !== unit && isWithin(other.path, unit.path));
  const may = isClosing
    ? unit.isClosed || (unit.parent !== null && below.every(({ isClosed }) => isClosed))
    : !unit.isClosed || unit.parent?.isClosed !== true;
  const set = await (isClosing ? closeOrgUnit : reopenOrgUnit)(db, unit.id, unit.version, change);
  expect(set.ok).toBe(may);
  if (!set.ok) return;
  unit.isClosed = isClosing;
  unit.version = set.value.version;
}

/** Every copy of a path is that of its unit, and the units' are the model's. */
async function expectAsModelled(model: Model): Promise<void> {
  const { rows } = await database.db.execute<{
    id: string;
    path: string;
    parentId: string | null;
    isClosed: boolean;
  }>(
    sql`select id, path::text as path, parent_id as "parentId", closed_ms is not null as "isClosed" from org_units
      where path <@ ${model.at(0).path}::ltree order by path`,
  );
  const wanted = model.units.map(({ id, path, parent, isClosed }) => ({
    ...{ id, path, parentId: parent?.id ?? null, isClosed },
  }));
  const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
  expect(rows.toSorted(byId)).toEqual(wanted.toSorted(byId));
  const { rows: astray } = await database.db.execute(sql`
    select 'camera', c.id from cameras c join org_units o on o.id = c.org_unit_id where c.org_path <> o.path
    union all select 'squad', s.id from squads s join org_units o on o.id = s.org_unit_id where s.org_path <> o.path
    union all select 'account', u.id from users u join org_units o on o.id = u.org_unit_id where u.org_path <> o.path
    union all select 'incident', i.id from incidents i join org_units o on o.id = i.owner_id where i.org_path <> o.path
    union all select 'assignment', a.id from assignments a join squads s on s.id = a.squad_id where a.org_path <> s.org_path
    union all select 'alert', a.id from alerts a join incidents i on i.id = a.incident_id where i.org_path <> a.org_path
    union all select 'path', o.id from org_units o left join org_units p on p.id = o.parent_id
      where o.path <> coalesce(p.path || o.code, o.code::ltree)`);
  expect(astray).toEqual([]);
  const { rows: lost } = await database.db.execute(
    sql`select a.id from alerts a left join org_units o on o.path = a.org_path where o.id is null`,
  );
  expect(lost).toEqual([]);
}

describe('an org tree', () => {
  it('is what a plain model says after any steps, and every copied path is its unit’s', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 30, size: 'max' }), async (steps) => {
        const model = await county();
        for (const each of steps) {
          await take(model, each);
          await expectAsModelled(model);
        }
      }),
      { numRuns: 12 },
    );
  });

  it('stays a tree when many move units about at once', async () => {
    const model = await county();
    const make = async (parent: ModelUnit, level: OrgLevel, code: string): Promise<ModelUnit> => {
      const body = { parentId: parent.id, level, code, name: { zh: code, en: code } };
      const made = await createOrgUnit(database.db, body, change, random);
      if (!made.ok) throw new Error(made.error.code);
      const unit = { ...made.value, level, code, parent, isClosed: false };
      model.units.push(unit);
      await furnish(unit.id, code);
      return unit;
    };
    const towns: ModelUnit[] = [];
    for (const town of [1, 2, 3]) towns.push(await make(model.at(0), 'township', `${770_000_000 + town}`));
    const villages: ModelUnit[] = [];
    for (const village of [1, 2, 3, 4])
      villages.push(await make(model.at(0), 'village', `${770_000_000_000 + village}`));
    const hands = villages.flatMap((unit, index) =>
      towns.map((town, turn) => ({ unit, parents: [town, towns[(index + turn) % 3] ?? town] })),
    );
    await Promise.all(
      hands.map(async ({ unit, parents }) => {
        for (const parent of parents) {
          const [seen] = await database.db
            .select({ version: orgUnits.version })
            .from(orgUnits)
            .where(eq(orgUnits.id, unit.id));
          const order = { version: seen?.version ?? 0, parentId: parent.id };
          await moveOrgUnit(database.db, unit.id, order, change);
          await raise(database.db, { unitCode: unit.code });
        }
      }),
    );
    const { rows } = await database.db.execute<{ id: string; parentId: string }>(
      sql`select id, parent_id as "parentId" from org_units`,
    );
    for (const unit of villages) {
      const parentId = rows.find(({ id }) => id === unit.id)?.parentId;
      const parent = model.units.find(({ id }) => id === parentId);
      if (parent !== undefined && parent !== unit.parent) model.move(unit, parent);
    }
    await expectAsModelled(model);
  });
});
