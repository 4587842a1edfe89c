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
  const records = Object.fromEntries(
    Object.entries(places).map(([place, unit]) => [
      place,
      {
        ...{ cameraId: cameraOf(unit), orgUnitId: units[unit].id as OrgUnitId, ...nothing },
        ...own[place as keyof typeof own],
      },
    ]),
  ) as Record<Place, Records>;
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

async function makeCallers(fixture: WebFixture): Promise<Caller[]> {
  const persons = roles.filter((role) => role !== 'patrol' && role !== 'display');
  for (const role of persons) await makeAccount(fixture, role, { role });
  await makeAccount(fixture, 'pending', { role: 'operator', isOneTime: true });
  await makeAccount(fixture, 'display', { role: 'display', kind: 'display' });
  await makeAccount(fixture, 'integration', { role: 'operator', kind: 'integration' });
  const bySigningIn = async (name: CallerName, role: Role | null, username: string): Promise<Caller> => {
    const cookie = await fixture.signIn(username);
    return {
      name,
      role,
      headers: async (fresh) => ({ cookie: fresh ? await fixture.signIn(username) : cookie }),
    };
  };
  const screen = async () => ({ cookie: `bw_session=${await openSession(fixture, 'display', 'cookie')}` });
  const key = async () => ({
    authorization: `Bearer ${await openSession(fixture, 'integration', 'bearer')}`,
  });
  return [
    ...(await Promise.all(persons.map((role) => bySigningIn(role, role, `matrix.${role}`)))),
    await bySigningIn('patrol', 'patrol', 'sqd_east'),
    { name: 'display', role: 'display', headers: screen },
    { name: 'nobody', role: null, headers: async () => ({}) },
    await bySigningIn('pending', null, 'matrix.pending'),
    // No route reads an API key yet.
    { name: 'integration', role: null, headers: key },
    { name: 'source', role: null, headers: async () => ({}) },
  ];
}

async function makeAccount(
  { db, clock }: WebFixture,
  name: string,
  { role, kind = 'person', isOneTime = false }: { role: Role; kind?: AccountKind; isOneTime?: boolean },
): Promise<void> {
  // Everybody of the fixture has the same password.
  const { rows } = await db.$client.query("select password_hash from users where username = 'east'");
  await createUser(db, {
    ...{ id: `usr_matrix${name.replace('_', '')}` as UserId, username: `matrix.${name}`, kind, locale: 'zh' },
    passwordHash: kind === 'person' ? rows[0].password_hash : null,
    passwordIsOneTime: isOneTime,
    displayName: { zh: name, en: name },
    memberships: [{ role, orgUnitId: units.east.id as OrgUnitId }],
    nowMs: clock.now(),
  });
}

/** The session of what does not sign in. @returns its token */
async function openSession(
  { db, clock }: WebFixture,
  name: string,
  carrier: 'cookie' | 'bearer',
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  const id = `ses_${randomBytes(8).toString('hex')}` as SessionId;
  const nowMs = clock.now();
  await createSession(db, {
    ...{ id, userId: `usr_matrix${name}` as UserId, tokenHash: hashToken(token), nowMs },
    ...{ idleTimeoutMs: 3_600_000, expiresMs: nowMs + 3_600_000 },
  });
  await db.$client.query('update sessions set carrier = $2 where id = $1', [id, carrier]);
  return token;
}

/** Sends what a source sends, signed. */
export function sendAsSource({ fixture }: World, path: string, body: unknown): Promise<Response> {
  return sendSigned(fixture, path as '/api/ingest/alerts', body);
}
