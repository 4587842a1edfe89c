import { once } from 'node:events';
import { request } from 'node:http';
import type { Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { JournalPosition } from '#core/contracts';
import { appendEntries, currentPosition } from '#db/journal';
import { disableUser, findUserByUsername } from '#db/repositories';
import type { Web } from '#server/http';
import {
  disconnected,
  openWallClient,
  outcomeOf,
  Received,
  registered,
  resume,
  type WallClient,
} from '#test/wall-client';
import { cameraOf, type WebFixture, webFixture } from '#test/web-fixture';

let fixture: WebFixture;
beforeAll(async () => {
  fixture = await webFixture();
});
afterAll(() => fixture.close());

const clients: WallClient[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.disconnect();
});

function open(cookie: string, origin?: string, web: Web = fixture.web): WallClient {
  const client = openWallClient(web.url, { cookie, ...(origin !== undefined && { origin }) });
  clients.push(client);
  return client;
}

async function connected(cookie: string, web?: Web): Promise<WallClient> {
  const client = open(cookie, undefined, web);
  expect(await outcomeOf(client)).toBe('connected');
  return client;
}

describe('who may connect', () => {
  it.each([
    ['a foreign origin', 'https://evil.example'],
    ['the null origin', 'null'],
    ['no origin', ''],
  ])('%s is refused, with a good cookie', async (_, origin) => {
    expect(await outcomeOf(open(await fixture.signIn('county'), origin))).toBe('refused');
  });

  it('without a session the client learns why', async () => {
    expect(await outcomeOf(open(''))).toBe('auth.required');
    expect(await outcomeOf(open(`bw_session=${'A'.repeat(43)}`))).toBe('auth.required');
  });

  it('there is one way in: no polling, and no other path takes upgrades', async () => {
    const cookie = await fixture.signIn('county');
    const polling = await fixture.call('GET', '/socket.io/?EIO=4&transport=polling', { cookie });
    expect(polling.status).toBe(400);
    for (const path of ['/', '/feed', '/api/session', '/_next/webpack-hmr', '/socket.io']) {
      const headers = { Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Version': '13' };
      const upgrade = request(`${fixture.web.url}${path}`, { headers });
      upgrade.end();
      const [response] = await once(upgrade, 'response');
      expect(response.statusCode, path).toBe(404);
    }
  });

  it('a session has so many sockets and no more', async () => {
    const cookie = await fixture.signIn('county');
    for (let n = 0; n < 50; n++) await connected(cookie);
    expect(await outcomeOf(open(cookie))).toBe('overloaded');
    expect(await outcomeOf(open(await fixture.signIn('county')))).toBe('connected');
  });

  it('a message over 64 KB ends the connection', async () => {
    const client = await connected(await fixture.signIn('county'));
    const gone = disconnected(client);
    client.emit('journal:resume', { after: '0'.repeat(70_000) as JournalPosition }, () => {});
    expect(await gone).toBe('transport close');
  });
});

describe('who gets what', () => {
  it('a township gets its own entries; the county gets all; each once', async () => {
    const after = await currentPosition(fixture.db);
    const live = async (username: string) => {
      const client = await connected(await fixture.signIn(username));
      const received = new Received(client);
      expect(await resume(client, after)).toMatchObject({ result: 'resumed' });
      return received;
    };
    const [county, east, west, both] = [
      await live('county'),
      await live('east'),
      await live('west'),
      await live('both'), // in the rooms of the county and of a township
    ];
    const happened = (['east', 'west', 'eastVillage', 'county', 'westVillage'] as const).map((unit) =>
      registered(unit, ':scope'),
    );
    const last = [registered('east', ':last'), registered('west', ':last')];
    await fixture.db.transaction((tx) => appendEntries(tx, [...happened, ...last]));
    await east.subject(`${cameraOf('east')}:last`);
    for (const received of [county, west, both]) await received.subject(`${cameraOf('west')}:last`);

    const everything = [...happened, ...last].map(({ subject }) => subject);
    expect(county.subjects).toEqual(everything);
    expect(both.subjects).toEqual(everything);
    expect(east.subjects).toEqual(everything.filter((subject) => subject.includes('east')));
    expect(west.subjects).toEqual(everything.filter((subject) => subject.includes('west')));
  });

  it('who signs in is told to nobody, and what was missed is scoped too', async () => {
    const after = await currentPosition(fixture.db);
    await fixture.signIn('county');
    await appendEntries(fixture.db, [registered('west', ':missed'), registered('east', ':missed')]);
    const fresh = await fixture.startWeb(); // remembers nothing, so it reads the journal
    for (const web of [fixture.web, fresh]) {
      const client = await connected(await fixture.signIn('east', web), web);
      const received = new Received(client);
      expect(await resume(client, after)).toMatchObject({ result: 'resumed' });
      await received.subject(`${cameraOf('east')}:missed`);
      expect(received.subjects).toEqual([`${cameraOf('east')}:missed`]);
    }
  });

  it('before it resumes, and with events nobody knows, a socket gets nothing', async () => {
    const silent = await connected(await fixture.signIn('west'));
    const received = new Received(silent);
    (silent as Socket).emit('join', 'org:330100');
    const county = await connected(await fixture.signIn('county'));
    const seen = new Received(county);
    await resume(county, await currentPosition(fixture.db));
    await appendEntries(fixture.db, [registered('west', ':unseen')]);
    await seen.subject(`${cameraOf('west')}:unseen`);
    await resume(silent, await currentPosition(fixture.db)); // a round trip: anything sent is here by now
    expect(received.entries).toEqual([]);
  });
});

describe('the end of a session', () => {
  const told = (client: WallClient) =>
    new Promise<string>((resolve) => client.once('session:ended', () => resolve('told')));
  const ended = (client: WallClient) => Promise.all([told(client), disconnected(client)]);

  it('S2 signing out ends its sockets, on other web nodes too, and nobody else’s', async () => {
    const cookie = await fixture.signIn('east');
    const other = await connected(await fixture.signIn('east'));
    const web = await fixture.startWeb();
    const gone = [ended(await connected(cookie)), ended(await connected(cookie, web))];
    const start = performance.now();
    await fixture.call('DELETE', '/api/session', { cookie });
    const toldAndCut = ['told', 'io server disconnect'];
    expect(await Promise.all(gone)).toEqual([toldAndCut, toldAndCut]);
    expect(performance.now() - start).toBeLessThan(5_000);
    expect(other.connected).toBe(true);
    expect(await outcomeOf(open(cookie))).toBe('auth.required');
  });

  it('S2 disabling the user ends them within five seconds', async () => {
    const gone = ended(await connected(await fixture.signIn('stranger')));
    const user = await findUserByUsername(fixture.db, 'stranger');
    const start = performance.now();
    if (user !== null) await disableUser(fixture.db, user.id, fixture.clock.now());
    expect(await gone).toEqual(['told', 'io server disconnect']);
    expect(performance.now() - start).toBeLessThan(5_000);
  });

  it('S2 rights that change break the connection, so that it comes back with others', async () => {
    const client = await connected(await fixture.signIn('patrol'));
    const gone = disconnected(client);
    const changed = new Promise<string>((resolve) => client.once('access:changed', () => resolve('told')));
    await fixture.db.$client.query("update memberships set role = 'operator' where user_id = 'usr_patrol'");
    expect(await Promise.all([changed, gone])).toEqual(['told', 'transport close']);
  });

  it('S2 a request of a session that ran out ends it, before anything else notices', async () => {
    const client = await connected(await fixture.signIn('west'));
    const gone = ended(client);
    fixture.clock.jump(61 * 60_000);
    const start = performance.now();
    client.emit('journal:resume', { after: await currentPosition(fixture.db) }, () => {});
    expect(await gone).toEqual(['told', 'io server disconnect']);
    expect(performance.now() - start).toBeLessThan(1_000);
  });

  it('closing the server breaks connections in a way that clients come back from', async () => {
    const web = await fixture.startWeb();
    const gone = disconnected(await connected(await fixture.signIn('east', web), web));
    const start = performance.now();
    await web.close();
    expect(performance.now() - start).toBeLessThan(3_000);
    expect(await gone).toBe('transport close');
  });
});
