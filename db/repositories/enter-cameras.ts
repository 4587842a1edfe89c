import { and, inArray, isNull } from 'drizzle-orm';
import { type CameraId, fail, type OrgUnitId, ok, type Result } from '#core/kit';
import type { OrgPath, Scope } from '#core/org';
import type { Database, Queryable, Transaction } from '../database/index.ts';
import { orgUnits, withinScope } from '../schema/index.ts';
import type { Vault } from '../sealing/index.ts';
import type { AuditedChange, Change } from './changes.ts';
import { deciding, LostRace } from './deciding.ts';
import { findKnownStreams, findTakenCodes, streamKey } from './known-cameras.ts';
import { CodeCounter, codePrefix } from './next-codes.ts';
import { type NewCamera, registerCameras } from './register-cameras.ts';
import { type Audited, tellAudit } from './tell-audit.ts';

/** A camera as somebody enters it: without a code it gets the next free one of its org unit. */
export interface CameraToEnter extends Omit<NewCamera, 'code'> {
  /** 20 digits. */
  readonly code: string | null;
}

export interface EnteredCamera {
  readonly id: CameraId;
  readonly code: string;
}

/**
 * Why nothing was entered. `unknown_org_unit`: there is no open one within the scope; `code_taken`: by another camera, or by
 * another of them, or none is left to give; `already_registered`: the same stream of the same org unit.
 */
export interface EntryRefusal {
  readonly code: 'unknown_org_unit' | 'code_taken' | 'already_registered';
  /** Which of those that were to be entered, from 0; at least one. */
  readonly indexes: readonly number[];
}

/**
 * Enters cameras for somebody, all or none, see `registerCameras`. What has a code is known by it, and what has none
 * by its stream, so that what is sent twice is entered once.
 * @returns what they became, in their order
 */
export function enterCameras(
  db: Database,
  vault: Vault,
  entered: readonly CameraToEnter[],
  change: Change | AuditedChange,
  action: 'camera.registered' | 'camera.imported' = 'camera.registered',
): Promise<Result<readonly EnteredCamera[], EntryRefusal>> {
  const { actor, scope, nowMs } = change;
  return deciding(db, async (tx) => {
    const units = await unitsOf(tx, scope, entered);
    const prefixes = new Map(units.map(({ id, code }) => [id, codePrefix(code)]));
    const refusal = await refusalOf(tx, entered, prefixes);
    if (refusal !== null) return fail(refusal);
    const coded = await withCodes(tx, entered, prefixes);
    if (!coded.ok) return coded;
    // In one order, so that two who enter the same codes wait for one another, and not each for the other.
    const cameras = coded.value.toSorted((a, b) => (a.code < b.code ? -1 : 1));
    await registerCameras(tx, vault, { cameras, actor, nowMs }).catch((error: unknown) => {
      throw isCodeConflict(error) ? new LostRace() : error;
    });
    await tellAudit(tx, change, asEntered(cameras, action, units));
    return ok(coded.value.map(({ id, code }) => ({ id, code })));
  });
}

/**
 * What the audit log tells of cameras: never how to get at their pictures. Of a list one row for each unit: with a row
 * for each of thirty thousand, everybody else who is audited would wait.
 */
function asEntered(
  cameras: readonly NewCamera[],
  action: Audited['action'],
  units: Awaited<ReturnType<typeof unitsOf>>,
): Audited[] {
  const byUnit = Map.groupBy(cameras, ({ orgUnitId }) => orgUnitId);
  return units.flatMap(({ id: unitId, path: orgPath }): Audited[] => {
    const entered = byUnit.get(unitId) ?? [];
    if (action === 'camera.imported')
      return [{ action, subject: unitId, orgPath, detail: { cameras: entered.length } }];
    return entered.map(({ id: subject, code, name }) => ({
      ...{ action, subject, orgPath },
      detail: { code, nameZh: name.zh, nameEn: name.en },
    }));
  });
}

/**
 * The units that cameras are entered into; those outside the scope are left out, and closed ones. They are locked, in
 * one order, so that two who enter into the same unit take turns: what is sent twice at once would else be looked for
 * before the other has committed, and given codes after. Who refers to a unit, as its cameras do, waits for nobody.
 */
async function unitsOf(
  tx: Transaction,
  scope: Scope,
  entered: readonly CameraToEnter[],
): Promise<{ readonly id: OrgUnitId; readonly code: string; readonly path: OrgPath }[]> {
  const ids = [...new Set(entered.map(({ orgUnitId }) => orgUnitId))];
  return tx
    .select({ id: orgUnits.id, code: orgUnits.code, path: orgUnits.path })
    .from(orgUnits)
    .where(and(inArray(orgUnits.id, ids), isNull(orgUnits.closedMs), withinScope(orgUnits.path, scope)))
    .orderBy(orgUnits.id)
    .for('no key update');
}

async function refusalOf(
  tx: Queryable,
  entered: readonly CameraToEnter[],
  units: ReadonlyMap<OrgUnitId, string>,
): Promise<EntryRefusal | null> {
  const taken = new Set(
    await findTakenCodes(
      tx,
      entered.flatMap(({ code }) => code ?? []),
    ),
  );
  const uncoded = entered.filter(({ code }) => code === null);
  const streams = new Set(await findKnownStreams(tx, uncoded));
  const refusals = entered.map((camera) => {
    if (!units.has(camera.orgUnitId)) return 'unknown_org_unit';
    const [known, key] = camera.code === null ? [streams, streamKey(camera)] : [taken, camera.code];
    if (known.has(key)) return camera.code === null ? 'already_registered' : 'code_taken';
    known.add(key);
    return null;
  });
  const code = refusals.find((each) => each !== null);
  if (code === undefined) return null;
  return { code, indexes: refusals.flatMap((each, index) => (each === code ? [index] : [])) };
}

/** Gives a code to each that has none. */
async function withCodes(
  tx: Queryable,
  entered: readonly CameraToEnter[],
  prefixes: ReadonlyMap<OrgUnitId, string>,
): Promise<Result<readonly NewCamera[], EntryRefusal>> {
  const counter = await CodeCounter.read(tx, prefixes.values());
  for (const { code } of entered) if (code !== null) counter.note(code);
  const coded: NewCamera[] = [];
  for (const [index, camera] of entered.entries()) {
    const code = camera.code ?? counter.next(prefixes.get(camera.orgUnitId) ?? '');
    if (code === null) return fail({ code: 'code_taken', indexes: [index] });
    coded.push({ ...camera, code });
  }
  return ok(coded);
}

/** Whether somebody else entered one of the codes meanwhile. */
function isCodeConflict(error: unknown): boolean {
  const cause: unknown = error instanceof Error ? error.cause : null;
  return cause instanceof Error && 'constraint' in cause && cause.constraint === 'cameras_code_unique';
}
