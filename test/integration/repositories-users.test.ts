import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { SessionId, UserId } from '#core/kit';
import { currentPosition, readAfter } from '#db/journal';
import {
  countUsers,
  createSession,
  createUser,
  disableUser,
  findPrincipal,
  findUserByUsername,
  type NewUser,
  revokeSession,
  setLocale,
  systemScope,
  touchSession,
} from '#db/repositories';
import { countyPath, placeId, placePath, seedCounty } from '#test/county-rows';
import { createTestDatabase, type TestDatabase } from '#test/database';

const HOUR_MS = 3_600_000;
const START_MS = 1_700_000_000_000;

let database: TestDatabase;
let user: NewUser;
let token: Uint8Array;
let sessionId: SessionId;
let made = 0;

beforeAll(async () => {
  database = await createTestDatabase();
  await seedCounty(database.db, 0);
});
beforeEach(async () => {
  made += 1;
  user = {
    id: `usr_${made}` as UserId,
    username: `operator${made}`,
    passwordHash: '$argon2id$…',
    displayName: { zh: '王建国', en: 'Wang Jianguo' },
    locale: 'zh',
    memberships: [
      { role: 'operator', orgUnitId: placeId(3, 1) },
      { role: 'dispatcher', orgUnitId: placeId(4) },
    ],
    nowMs: START_MS,
  };
  token = createHash('sha256').update(`token${made}`).digest();
  sessionId = `ses_${made}` as SessionId;
  expect(await createUser(database.db, user)).toEqual({ ok: true, value: undefined });
  await createSession(database.db, {
    id: sessionId,
    userId: user.id,
    tokenHash: token,
    nowMs: START_MS,
    idleTimeoutMs: HOUR_MS,
    expiresMs: START_MS + 8 * HOUR_MS,
  });
});
afterAll(() => database.close());

const principal = (nowMs: number) => findPrincipal(database.db, token, nowMs);

describe('users', () => {
  it('are found by their exact name', async () => {
    expect(await findUserByUsername(database.db, user.username)).toEqual({
      id: user.id,
      username: user.username,
      kind: 'person',
      passwordHash: user.passwordHash,
      password: { isOneTime: false, changedMs: START_MS },
      disabled: false,
      expiresMs: null,
      roles: ['operator', 'dispatcher'],
      orgPath: placePath(3, 1),
      secondFactor: null,
    });
    for (const name of ['nobody', user.username.toUpperCase(), `${user.username}\0`, "' or true --"]) {
      expect(await findUserByUsername(database.db, name)).toBeNull();
    }
    expect(await countUsers(database.db)).toBe(made);
  });

  it('have names of their own', async () => {
    const twin = { ...user, id: 'usr_twin' as UserId };
    expect(await createUser(database.db, twin)).toEqual({ ok: false, error: 'username_taken' });
    expect(await countUsers(database.db)).toBe(made);
  });
});

describe('a session', () => {
  it('speaks for its user with all memberships', async () => {
    await setLocale(database.db, user.id, 'en');
    const village = { zh: '第3镇第1村', en: 'Village 3/1' };
    expect(await principal(START_MS + 1)).toEqual({
      kind: 'person',
      userId: user.id,
      sessionId,
      username: user.username,
      displayName: user.displayName,
      locale: 'en',
      narrowedTo: null,
      pending: null,
      memberships: [
        { role: 'operator', orgUnitId: placeId(3, 1), orgPath: placePath(3, 1), orgName: village },
        {
          role: 'dispatcher',
          orgUnitId: placeId(4),
          orgPath: placePath(4),
          orgName: { zh: '第4镇', en: 'Township 4' },
        },
      ],
      squadId: null,
      readMs: START_MS + 1,
      endsMs: expect.any(Number),
    });
  });

  it('of a user without memberships speaks for nobody’s place', async () => {
    const lone = { ...user, id: 'usr_lone' as UserId, username: 'lone', memberships: [] };
    await createUser(database.db, lone);
    const from = await currentPosition(database.db);
    const session = { id: 'ses_lone' as SessionId, userId: lone.id, tokenHash: new Uint8Array(32) };
    await createSession(database.db, { ...session, nowMs: 0, idleTimeoutMs: 1_000, expiresMs: 1_000 });
    expect(await findPrincipal(database.db, session.tokenHash, 1)).toMatchObject({ memberships: [] });
    const [started] = await readAfter(database.db, { after: from, limit: 1, scope: systemScope });
    expect(started?.orgPath).toBe(countyPath);
  });

  it('is over when unused too long, and not before', async () => {
    expect(await principal(START_MS + HOUR_MS - 1)).not.toBeNull();
    expect(await principal(START_MS + HOUR_MS)).toBeNull();
    await touchSession(database.db, sessionId, START_MS + HOUR_MS - 1);
    expect(await principal(START_MS + HOUR_MS)).not.toBeNull();
  });

  it('is over at its end however much it is used', async () => {
    for (let hour = 0.9; hour < 8; hour += 0.9)
      await touchSession(database.db, sessionId, START_MS + hour * HOUR_MS);
    expect(await principal(START_MS + 8 * HOUR_MS - 1)).not.toBeNull();
    expect(await principal(START_MS + 8 * HOUR_MS)).toBeNull();
  });

  it('ends once, and says so in the journal where its user belongs', async () => {
    const from = await currentPosition(database.db);
    await revokeSession(database.db, sessionId, 'usr_admin', START_MS + 5);
    await revokeSession(database.db, sessionId, 'usr_admin', START_MS + 6);
    expect(await principal(START_MS + 7)).toBeNull();
    expect(await readAfter(database.db, { after: from, limit: 9, scope: systemScope })).toMatchObject([
      {
        type: 'session.ended',
        orgPath: placePath(3, 1),
        subject: sessionId,
        actor: 'usr_admin',
        atMs: START_MS + 5,
        payload: { sessionId, userId: user.id },
      },
    ]);
  });

  it('ends with its user', async () => {
    await disableUser(database.db, user.id, START_MS + 5);
    expect(await principal(START_MS + 6)).toBeNull();
    expect((await findUserByUsername(database.db, user.username))?.disabled).toBe(true);
  });

  it('of an unknown token is nobody', async () => {
    expect(await findPrincipal(database.db, new Uint8Array(32).fill(9), START_MS)).toBeNull();
    expect(await findPrincipal(database.db, new Uint8Array(0), START_MS)).toBeNull();
  });
});
