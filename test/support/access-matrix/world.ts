import { randomBytes, randomFillSync } from 'node:crypto';
import { type AccountKind, type Role, roles } from '#core/access';
import type { Alert } from '#core/alert';
import type { Assignment } from '#core/dispatch';
import type { CameraId, IncidentId, OrgUnitId, SessionId, SquadId, UserId } from '#core/kit';
import { createSession, createUser, dispatchSquad, systemScope } from '#db/repositories';
import { hashToken } from '../../../server/http/auth/token.ts';
import { routedAlert, seedDispatch, sendSigned, squadId } from '../dispatch-fixture.ts';
import { cameraOf, type UnitName, units, type WebFixture, webFixture } from '../web-fixture.ts';

/** Where a record lies, as seen from the unit that every caller’s role is for. */
export const places = {
  own: 'east',
  below: 'eastVillage',
  parent: 'county',
  sibling: 'west',
  foreign: 'westVillage',
} as const satisfies Record<string, UnitName>;
export type Place = keyof typeof places;
/** Where the caller’s role reaches. */
export const within: readonly Place[] = ['own', 'below'];

/** What of the county lies in a place. Villages have neither alerts nor squads. */
export interface Records {
  readonly cameraId: CameraId;
  readonly orgUnitId: OrgUnitId;
  readonly alert: Alert | null;
  readonly incidentId: IncidentId | null;
  readonly assignment: Assignment | null;
  readonly squadId: SquadId | null;
  /** An account of somebody there, a session of it, and accounts of a screen and of another system. */
  readonly personId: UserId;
  readonly personSessionId: SessionId;
  readonly screenId: UserId;
  readonly integrationId: UserId;
}

/** Who calls: one for each role at `own`, and those who are nobody, or not somebody yet, or no person. */
export type CallerName = Role | 'nobody' | 'pending' | 'integration' | 'source';

export interface Caller {
  readonly name: CallerName;
  /** What it may do by the permission table; null: nothing, whatever the table says. */
  readonly role: Role | null;
  /** Headers that say who it is; a session of its own each time, for requests that end theirs. */
  readonly headers: (fresh?: boolean) => Promise<Record<string, string>>;
}

export interface World {
  readonly fixture: WebFixture;
  readonly records: Readonly<Record<Place, Records>>;
  readonly callers: readonly Caller[];
  /** A number that was not given before. */
  readonly next: () => number;
  close(): Promise<void>;
}

/** Builds the county of the access matrix. */
export async function accessWorld(): Promise<World> {
  const fixture = await webFixture();
  await seedDispatch(fixture);
  const own = {
    own: await dispatched(fixture, 'east', squadId('sqd_east')),
    parent: await dispatched(fixture, 'county', squadId('sqd_county')),
    sibling: await dispatched(fixture, 'west', squadId('sqd_west')),
  };
  const nothing = { alert: null, incidentId: null, assignment: null, squadId: null };
  const records = {} as Record<Place, Records>;
  for (const place of Object.keys(places) as Place[]) {
    const unit = places[place];
    records[place] = {
      ...{ cameraId: cameraOf(unit), orgUnitId: units[unit].id as OrgUnitId, ...nothing },
      ...own[place as keyof typeof own],
      ...(await accountsAt(fixture, unit)),
    };
  }
  let given = 0;
  return {
    ...{ fixture, records, callers: await makeCallers(fixture) },
    next: () => ++given,
    close: () => fixture.close(),
  };
}

/** An alert that somebody of the county has sent a squad to. */
async function dispatched(fixture: WebFixture, unit: 'county' | 'east' | 'west', squad: SquadId) {
  const { db, clock } = fixture;
  const alertId = await routedAlert(fixture, `matrix-${unit}`, unit);
  const order = { alertId, squadId: squad, by: 'usr_chief' as UserId, scope: systemScope };
  const sent = await dispatchSquad(db, { ...order, nowMs: clock.now(), random: randomFillSync });
  if (!sent.ok) throw new Error(sent.error.code);
  const { alert, incident, assignment } = sent.value;
  return { alert, incidentId: incident.id, assignment, squadId: squad };
}

/** Accounts that belong to a unit. */
async function accountsAt(fixture: WebFixture, unit: UnitName) {
  const personId = await makeAccount(fixture, `person.${unit}`, { role: 'operator', unit });
  const { id: personSessionId } = await openSession(fixture, personId, 'cookie');
  const screenId = await makeAccount(fixture, `screen.${unit}`, { role: 'display', kind: 'display', unit });
  const integration = { role: 'operator', kind: 'integration', unit } as const;
  const integrationId = await makeAccount(fixture, `system.${unit}`, integration);
  return { personId, personSessionId, screenId, integrationId };
}

async function makeCallers(fixture: WebFixture): Promise<Caller[]> {
  const persons = roles.filter((role) => role !== 'patrol' && role !== 'display');
  for (const role of persons) await makeAccount(fixture, role, { role });
  await makeAccount(fixture, 'pending', { role: 'operator', isOneTime: true });
  const displayId = await makeAccount(fixture, 'display', { role: 'display', kind: 'display' });
  const systemId = await makeAccount(fixture, 'integration', { role: 'operator', kind: 'integration' });
  const bySigningIn = async (name: CallerName, role: Role | null, username: string): Promise<Caller> => {
    let cookie: string | null = null;
    const headers = async (fresh = false) => {
      const own = (fresh ? null : cookie) ?? (await fixture.signIn(username));
      cookie = fresh ? null : own;
      return { cookie: own };
    };
    return { name, role, headers };
  };
  const screen = async () => {
    const { token } = await openSession(fixture, displayId, 'cookie');
    return { cookie: `bw_session=${token}` };
  };
  const key = async () => {
    const { token } = await openSession(fixture, systemId, 'bearer');
    return { authorization: `Bearer ${token}` };
  };
  return [
    ...(await Promise.all(persons.map((role) => bySigningIn(role, role, `matrix.${role}`)))),
    await bySigningIn('patrol', 'patrol', 'sqd_east'),
    { name: 'display', role: 'display', headers: screen },
    { name: 'nobody', role: null, headers: async () => ({}) },
    await bySigningIn('pending', null, 'matrix.pending'),
    { name: 'integration', role: 'operator', headers: key },
    { name: 'source', role: null, headers: async () => ({}) },
  ];
}

async function makeAccount(
  { db, clock }: WebFixture,
  name: string,
  {
    role,
    kind = 'person',
    isOneTime = false,
    unit = places.own,
  }: { role: Role; kind?: AccountKind; isOneTime?: boolean; unit?: UnitName },
): Promise<UserId> {
  // Everybody of the fixture has the same password.
  const { rows } = await db.$client.query("select password_hash from users where username = 'east'");
  const id = `usr_matrix${name.replace(/[._]/g, '').toLowerCase()}` as UserId;
  await createUser(db, {
    ...{ id, username: `matrix.${name}`, kind, locale: 'zh' },
    passwordHash: kind === 'person' ? rows[0].password_hash : null,
    passwordIsOneTime: isOneTime,
    displayName: { zh: name, en: name },
    memberships: [{ role, orgUnitId: units[unit].id as OrgUnitId }],
    nowMs: clock.now(),
  });
  return id;
}

/** The session of what does not sign in. */
async function openSession(
  { db, clock }: WebFixture,
  userId: UserId,
  carrier: 'cookie' | 'bearer',
): Promise<{ readonly id: SessionId; readonly token: string }> {
  const token = `${carrier === 'bearer' ? 'bwk_' : ''}${randomBytes(32).toString('base64url')}`;
  const id = `ses_${randomBytes(8).toString('hex')}` as SessionId;
  const nowMs = clock.now();
  await createSession(db, {
    ...{ id, userId, tokenHash: hashToken(token), nowMs },
    ...{ idleTimeoutMs: 3_600_000, expiresMs: nowMs + 3_600_000, carrier },
  });
  return { id, token };
}

/** Sends what a source sends, signed. */
export function sendAsSource({ fixture }: World, path: string, body: unknown): Promise<Response> {
  return sendSigned(fixture, path as '/api/ingest/alerts', body);
}
