import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { problemSchema } from '#core/contracts';
import type { OrgUnitId, UserId } from '#core/kit';
import { createUser } from '#db/repositories';
import {
  blockedPlaylist,
  type Endings,
  ticketOf,
  type WatchedCounty,
  watchedCounty,
  watchOn,
} from '#test/watching';
import { cameraOf, units } from '#test/web-fixture';

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

/** An administrator's change over the API. */
async function administer(method: string, path: string, body?: object): Promise<void> {
  const cookie = await county.fixture.signIn('admin');
  const response = await county.fixture.call(method, path, { cookie, ...(body !== undefined && { body }) });
  if (!response.ok) throw new Error(await response.text());
}

async function versionOf(path: string): Promise<number> {
  const cookie = await county.fixture.signIn('admin');
  const response = await county.fixture.call('GET', path, { cookie });
  return z.object({ version: z.number() }).parse(await response.json()).version;
}

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
    const disable = () => administer('POST', `/api/people/usr_${name}/disable`);
    expect(await outlived(endings, disable)).toEqual({ http: 401, hls: 'ticket_revoked', feed: 'revoked' });
  });

  it('when a role is taken away', async () => {
    const path = `/api/people/usr_${await someoneOf('demoted')}`;
    const { endings } = await watching('demoted');
    const version = await versionOf(path);
    const patrol = { role: 'patrol', orgUnitId: units.east.id };
    const demote = () => administer('PUT', `${path}/memberships`, { version, memberships: [patrol] });
    expect(await outlived(endings, demote)).toEqual({ http: 403, hls: 'ticket_revoked', feed: 'revoked' });
  });

  it('when the account is disabled while a long transaction holds back all readers of the journal', async () => {
    const name = await someoneOf('heldback');
    const { endings } = await watching(name);
    const writer = await county.fixture.db.$client.connect();
    await writer.query('begin');
    await writer.query('select pg_current_xact_id()'); // as its first write would
    const disable = () => administer('POST', `/api/people/usr_${name}/disable`);
    expect(await outlived(endings, disable)).toEqual({ http: 401, hls: 'ticket_revoked', feed: 'revoked' });
    await writer.query('commit');
    writer.release();
  });

  it('when the account runs out, without anybody doing anything', async () => {
    const name = await someoneOf('expiring', { expiresMs: county.fixture.clock.now() + 2_000 });
    const { endings } = await watching(name);
    const answer = await outlived(endings, async () => {});
    expect(answer).toEqual({ http: 401, hls: 'ticket_expired', feed: 'unauthorized' });
  });

  it('when the org unit of the cameras moves away; the sockets of the unit itself stay', async () => {
    const path = `/api/org-units/${units.eastVillage.id}`;
    // The villages of the fixture share a code, and two units below one must not.
    const name = { zh: '东村', en: 'East Village' };
    await administer('PUT', path, { version: await versionOf(path), code: '330100101202', name });
    const { endings } = await watching(await someoneOf('left'));
    const version = await versionOf(path);
    const move = () => administer('POST', `${path}/move`, { version, parentId: units.west.id });
    const but = { ...endings, socket: endings.feed };
    expect(await outlived(but, move)).toEqual({ http: 404, hls: 'ticket_revoked', feed: 'revoked' });
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
