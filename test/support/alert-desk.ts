import { randomFillSync } from 'node:crypto';
import type { Role } from '#core/access';
import type { IngestAlert, IngestResult } from '#core/contracts';
import type { AlertId, IncidentId, OrgUnitId, SquadId, UserId } from '#core/kit';
import type { OrgPath } from '#core/org';
import type { Database } from '#db/database';
import {
  applyAlertEvent,
  createSession,
  createUser,
  ingestAlerts,
  type NewSquad,
  registerSquads,
  systemScope,
} from '#db/repositories';
import { placeId, placePath } from './county-rows.ts';

export const random = (bytes: Uint8Array) => randomFillSync(bytes);

/** The division code of a place, as sources name it. */
export const codeOf = (path: OrgPath) => path.split('.').at(-1) ?? '';

let signals = 0;

/** A signal of its own; by default a missed check-in in the first village of the first township. */
export function signal(changes: Partial<IngestAlert> = {}): IngestAlert {
  signals += 1;
  return {
    sourceEventId: `event-${signals}`,
    kind: 'patrol_missed_check_in',
    unitCode: codeOf(placePath(0, 0)),
    place: { zh: `第${signals}号点`, en: `Stop ${signals}` },
    occurredAtMs: 1_700_000_000_000,
    condition: 'active',
    ...changes,
  };
}

/** Takes signals in from a source called `test`. */
export function ingest(
  db: Database,
  items: readonly IngestAlert[],
  nowMs = Date.now(),
): Promise<IngestResult[]> {
  return ingestAlerts(db, { source: 'test', items, nowMs, random });
}

/** Takes one signal in. @returns the alert it belongs to */
export async function raise(
  db: Database,
  changes: Partial<IngestAlert> = {},
  nowMs = Date.now(),
): Promise<AlertId> {
  const [result] = await ingest(db, [signal(changes)], nowMs);
  if (result?.result !== 'accepted') throw new Error(JSON.stringify(result));
  return result.alertId;
}

/** Routes an alert to a unit, as a worker would. */
export async function routeTo(
  db: Database,
  alertId: AlertId,
  holder: { readonly orgUnitId: OrgUnitId; readonly orgPath: OrgPath },
  nowMs = Date.now(),
): Promise<void> {
  const change = { actor: 'worker', scope: systemScope, nowMs };
  const outcome = await applyAlertEvent(db, alertId, { type: 'route', holder, canClimb: true }, change);
  if (!outcome.ok) throw new Error(outcome.error.code);
}

let people = 0;

/** Somebody with a role at a unit. */
export async function hire(db: Database, orgUnitId: OrgUnitId, role: Role = 'operator'): Promise<UserId> {
  people += 1;
  const id = `usr_person${people}` as UserId;
  const name = `person${people}`;
  await createUser(db, {
    ...{ id, username: name, passwordHash: 'none', locale: 'zh', nowMs: Date.now() },
    displayName: { zh: `${people}号`, en: name },
    memberships: [{ role, orgUnitId }],
  });
  return id;
}

/** Somebody who sits at a unit's console, seen until `untilMs`. */
export async function sitDown(
  db: Database,
  orgUnitId: OrgUnitId,
  { role = 'operator', seenMs = Date.now() }: { role?: Role; seenMs?: number } = {},
): Promise<UserId> {
  const userId = await hire(db, orgUnitId, role);
  const times = { nowMs: seenMs, idleTimeoutMs: 3_600_000, expiresMs: seenMs + 86_400_000 };
  const id = `ses_${userId.slice(4)}` as Parameters<typeof createSession>[1]['id'];
  await createSession(db, { id, userId, tokenHash: random(new Uint8Array(32)), ...times });
  return userId;
}

/** Squads on duty, one for each name, at the first township's own unit. */
export async function muster(db: Database, names: readonly string[], changes: Partial<NewSquad> = {}) {
  const squads = names.map((name) => ({
    id: `sqd_${name}` as SquadId,
    name: { zh: name, en: name },
    kind: 'police' as const,
    orgUnitId: placeId(0),
    onDuty: true,
    ...changes,
  }));
  await registerSquads(db, squads);
  return squads.map((squad) => squad.id);
}

export const noSuch = {
  alert: 'alt_none' as AlertId,
  incident: 'inc_none' as IncidentId,
  squad: 'sqd_none' as SquadId,
};
