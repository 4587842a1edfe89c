import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemSchema } from '#core/contracts';
import type { OrgUnitId, UserId } from '#core/kit';
import type { OrgPath } from '#core/org';
import { appendEntries } from '#db/journal';
import { createUser, disableUser } from '#db/repositories';
import {
  blockedPlaylist,
  type Endings,
  ticketOf,
  type WatchedCounty,
  watchedCounty,
  watchOn,
} from '#test/watching';
import { cameraOf, pathOf, units } from '#test/web-fixture';

const LIMIT_MS = 5_000;

let county: WatchedCounty;
beforeAll(async () => {
  county = await watchedCounty();
});
afterAll(() => county.close());

/** Signs in as somebody of the east, and watches. */
async function watching(username = 'east') {
  const cookie = await county.fixture.signIn(username);
  const endings = await watchOn(county, cookie);
  return { cookie, endings };
}

/** How long each way lived on after `change`. */
async function outlived(endings: Endings, change: () => Promise<unknown>) {
  const startMs = performance.now();
  await change();
  const [http, socket, hls, feed] = await Promise.all([
    endings.http,
    endings.socket,
    endings.hls,
    endings.feed,
  ]);
  for (const { atMs } of [http, socket, hls, feed]) expect(atMs - startMs).toBeLessThan(LIMIT_MS);
  return { http: http.status, hls: hls.code, feed: feed.code };
}

const accessChanged = (userId: string) => ({
  ...{ type: 'access.changed' as const, orgPath: pathOf('east'), subject: userId, actor: 'usr_admin' },
  ...{ atMs: county.fixture.clock.now(), payload: { userIds: [userId as UserId] } },
});

/** An account that a test may spoil. */
async function someoneOf(name: string, more: { readonly expiresMs?: number } = {}) {
  const { db } = county.fixture;
  const { rows } = await db.$client.query("select password_hash from users where username = 'east'");
  await createUser(db, {
    ...{ id: `usr_${name}` as UserId, username: name, passwordHash: rows[0].password_hash },
    ...{ displayName: { zh: name, en: name }, locale: 'zh', nowMs: county.fixture.clock.now(), ...more },
    memberships: [{ role: 'operator', orgUnitId: units.east.id as OrgUnitId }],
  });
  return name;
}

describe('S2 within five seconds requests, sockets, playlists that block, and feeds end', () => {
  it('when the session signs out; others see on', async () => {
    const other = await watching('county');
    const { cookie, endings } = await watching();
    const signOut = () => county.fixture.call('DELETE', '/api/session', { cookie });
    expect(await outlived(endings, signOut)).toEqual({ http: 401, hls: 'ticket_revoked', feed: 'revoked' });
    const still = await Promise.race([
      other.endings.feed,
      other.endings.socket,
      ticketOf(county.fixture, other.cookie, 'east'),
    ]);
    expect(still).toMatchObject({ cameraId: cameraOf('east') });
    await county.fixture.call('DELETE', '/api/session', { cookie: other.cookie });
    await Promise.all(Object.values(other.endings));
  });

  it('when the account is disabled', async () => {
    const name = await someoneOf('disabled');
    const { endings } = await watching(name);
    const { db, clock } = county.fixture;
    const disable = () =>
      db.transaction(async (tx) => {
        await disableUser(tx, `usr_${name}` as UserId, clock.now());
        await appendEntries(tx, [accessChanged(`usr_${name}`)]);
      });
    expect(await outlived(endings, disable)).toEqual({ http: 401, hls: 'ticket_revoked', feed: 'revoked' });
  });

  it('when a role is taken away', async () => {
    const name = await someoneOf('demoted');
    const { endings } = await watching(name);
    const demote = () =>
      county.fixture.db.transaction(async (tx) => {
        await tx.execute(`update memberships set role = 'patrol' where user_id = 'usr_${name}'`);
        await appendEntries(tx, [accessChanged(`usr_${name}`)]);
      });
    expect(await outlived(endings, demote)).toEqual({ http: 403, hls: 'ticket_revoked', feed: 'revoked' });
  });

  it('when the org unit of the cameras moves away', async () => {
    const name = await someoneOf('left');
    const { endings } = await watching(name);
    const moved = 'org_moved' as OrgUnitId;
    const move = () =>
      county.fixture.db.transaction(async (tx) => {
        // The village becomes one of the west, as a reform of villages would have it.
        await tx.execute(
          `update org_units set parent_id = 'org_west', path = '330100.330100102.202' where id = 'org_eastvillage'`,
        );
        const { atMs } = accessChanged(name);
        const happened = {
          orgPath: '330100.330100102.202' as OrgPath,
          subject: moved,
          actor: 'usr_admin',
          atMs,
        };
        await appendEntries(tx, [
          { type: 'org.changed', ...happened, payload: { orgUnitId: moved, change: 'moved' } },
        ]);
      });
    // The socket stays: the rooms of the east are what they were. So it is ended by hand.
    const signedOut = { ...endings, socket: endings.feed };
    expect(await outlived(signedOut, move)).toEqual({ http: 404, hls: 'ticket_revoked', feed: 'revoked' });
    await county.fixture.db.execute(
      `update org_units set parent_id = 'org_east', path = '330100.330100101.201' where id = 'org_eastvillage'`,
    );
  });

  it('when the account runs out, without anybody doing anything', async () => {
    const name = await someoneOf('expiring', { expiresMs: county.fixture.clock.now() + 2_000 });
    const { endings } = await watching(name);
    const answer = await outlived(endings, async () => {});
    expect(answer).toEqual({ http: 401, hls: 'ticket_expired', feed: 'unauthorized' });
  });
});

describe('a ticket of a session that is over', () => {
  it('S2 opens nothing, neither playlist nor still nor init nor part nor segment', async () => {
    const cookie = await county.fixture.signIn('east');
    const { ticket } = await ticketOf(county.fixture, cookie, 'east');
    const inFlight = blockedPlaylist(county.gateway, ticket);
    await county.fixture.call('DELETE', '/api/session', { cookie });
    expect((await inFlight).code).toBe('ticket_revoked');
    const paths = [
      'still.mp4',
      'main/index.m3u8',
      'main/e/init-0.mp4',
      'main/e/part-0.m4s',
      'main/e/segment-0.m4s',
    ];
    for (const path of paths) {
      const response = await fetch(`${county.gateway.url}/live/${cameraOf('east')}/${path}`, {
        headers: { authorization: `Bearer ${ticket}` },
      });
      expect(response.status, path).toBe(401);
      expect(problemSchema.parse(await response.json()).code).toBe('ticket_revoked');
    }
  });

  it('S2 a ticket never outlives its session or its account', async () => {
    const expiresMs = county.fixture.clock.now() + 7_000;
    const cookie = await county.fixture.signIn(await someoneOf('shortlived', { expiresMs }));
    expect((await ticketOf(county.fixture, cookie, 'east')).expiresAtMs).toBe(expiresMs);
  });
});
