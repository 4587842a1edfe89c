import { createHmac, randomFillSync } from 'node:crypto';
import { hash } from '@node-rs/argon2';
import type { Role } from '#core/access';
import type { IngestAlert } from '#core/contracts';
import type { AlertId, OrgUnitId, SquadId, UserId } from '#core/kit';
import {
  applyAlertEvent,
  createUser,
  ingestAlerts,
  registerSource,
  registerSquads,
  systemScope,
} from '#db/repositories';
import type { Web } from '#server/http';
import { PASSWORD, pathOf, type UnitName, units, type WebFixture } from './web-fixture.ts';

/** A source that may send, and what it signs with. */
export const SOURCE = 'checkpoints';
const KEY = 'canary-source-key';

/** Squads and their org units; the last is off duty. */
const squads = {
  sqd_county: 'county',
  sqd_east: 'east',
  sqd_east2: 'east',
  sqd_west: 'west',
  sqd_asleep: 'east',
} as const satisfies Record<string, UnitName>;
export type SquadName = keyof typeof squads;

export const squadId = (name: SquadName) => name as string as SquadId;

/** Handhelds sign in under the name of their squad. */
const people: Record<string, readonly [Role, UnitName, SquadName | null]> = {
  chief: ['shift_leader', 'county', null],
  deputy: ['dispatcher', 'county', null],
  eastdispatch: ['dispatcher', 'east', null],
  auditor: ['auditor', 'county', null],
  sqd_county: ['patrol', 'county', 'sqd_county'],
  sqd_east: ['patrol', 'east', 'sqd_east'],
  sqd_east2: ['patrol', 'east', 'sqd_east2'],
  sqd_west: ['patrol', 'west', 'sqd_west'],
};

/** Adds a source, squads, and the people of dispatch to a fixture. */
export async function seedDispatch({ db, options, clock }: WebFixture): Promise<void> {
  const nowMs = clock.now();
  await registerSource(db, options.vault, { name: SOURCE, key: KEY, nowMs });
  await registerSquads(
    db,
    Object.entries(squads).map(([id, unit]) => ({
      ...{ id: id as SquadId, name: { zh: `${id}队`, en: id }, kind: 'brigade' },
      ...{ orgUnitId: units[unit].id as OrgUnitId, onDuty: id !== 'sqd_asleep' },
    })),
  );
  const passwordHash = await hash(PASSWORD, { memoryCost: 64, timeCost: 1 });
  for (const [username, [role, unit, squad]] of Object.entries(people)) {
    await createUser(db, {
      ...{ id: `usr_${username.replace('_', '')}` as UserId, username, passwordHash, locale: 'zh', nowMs },
      displayName: { zh: username, en: username },
      memberships: [{ role, orgUnitId: units[unit].id as OrgUnitId }],
      ...(squad !== null && { squadId: squadId(squad) }),
    });
  }
}

/** The division code of a unit; the fixture's villages have none that is unique. */
export const codeOf = (unit: 'county' | 'east' | 'west') => units[unit].path.split('.').at(-1) ?? '';

/** A signal that happened at `unit`. */
export function signal(
  sourceEventId: string,
  unit: 'county' | 'east' | 'west',
  more: Partial<IngestAlert> = {},
): IngestAlert {
  return {
    sourceEventId,
    kind: 'sos',
    unitCode: codeOf(unit),
    place: { zh: `${unit}卡口${sourceEventId}`, en: `${unit} checkpoint ${sourceEventId}` },
    position: { lon: 120, lat: 30 },
    occurredAtMs: 1_700_000_000_000,
    condition: 'active',
    ...more,
  };
}

/** Raises an alert as a source would, and routes it as the worker would. */
export async function routedAlert(
  { db, clock }: WebFixture,
  sourceEventId: string,
  unit: 'county' | 'east' | 'west',
): Promise<AlertId> {
  const nowMs = clock.now();
  const items = [signal(sourceEventId, unit)];
  const [result] = await ingestAlerts(db, { source: SOURCE, items, nowMs, random: randomFillSync });
  if (result?.result !== 'accepted') throw new Error(`not raised: ${JSON.stringify(result)}`);
  const holder = { orgUnitId: units[unit].id as OrgUnitId, orgPath: pathOf(unit) };
  const event = { type: 'route', holder, canClimb: unit !== 'county' } as const;
  const routed = await applyAlertEvent(db, result.alertId, event, {
    ...{ actor: 'worker', scope: systemScope, nowMs },
  });
  if (!routed.ok) throw new Error(`not routed: ${routed.error.code}`);
  return result.alertId;
}

export interface Signing {
  readonly source?: string;
  readonly key?: string;
  readonly timestamp?: string;
  readonly headers?: Record<string, string>;
}

/** Sends a body as a source does. */
export function sendSigned(
  { web, clock }: { readonly web: Web; readonly clock: WebFixture['clock'] },
  path: '/api/ingest/alerts' | '/api/ingest/positions',
  content: unknown,
  { source = SOURCE, key = KEY, timestamp = String(clock.now()), headers = {} }: Signing = {},
): Promise<Response> {
  const body = typeof content === 'string' ? content : JSON.stringify(content);
  const signature = createHmac('sha256', key).update(`${timestamp}.${body}`).digest('base64url');
  return fetch(`${web.url}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-beaconwall-source': source,
      'x-beaconwall-timestamp': timestamp,
      'x-beaconwall-signature': signature,
      ...headers,
    },
    body,
  });
}
