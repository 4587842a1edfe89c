import type { Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { appendEntries, currentPosition } from '#db/journal';
import {
  disconnected,
  openWallClient,
  outcomeOf,
  Received,
  registered,
  resume,
  type WallClient,
} from '#test/wall-client';
import { cameraOf, pathOf, type WebFixture, webFixture } from '#test/web-fixture';

let fixture: WebFixture;
beforeAll(async () => {
  fixture = await webFixture();
});
afterAll(() => fixture.close());

const clients: WallClient[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.disconnect();
});

async function connected(username: string): Promise<WallClient> {
  const client = openWallClient(fixture.web.url, { cookie: await fixture.signIn(username) });
  clients.push(client);
  expect(await outcomeOf(client)).toBe('connected');
  return client;
}

/** Emits what no contract knows. */
const ask = (client: WallClient, event: string, ...values: unknown[]) =>
  (client as Socket).timeout(5_000).emitWithAck(event, ...values);

describe('sockets of those who mean no good', () => {
  it('S5 another town’s room is joined by no event of any name, and asking is answered with an error', async () => {
    const east = await connected('east');
    const received = new Received(east);
    await resume(east, await currentPosition(fixture.db));
    const room = `tree.read:${pathOf('west')}`;
    for (const event of ['join', 'joinRoom', 'room', 'subscribe', '__proto__', 'constructor', 'toString']) {
      expect(await ask(east, event, room), event).toEqual({ result: 'error', code: 'event.unknown' });
    }
    const county = await connected('county');
    const seen = new Received(county);
    await resume(county, await currentPosition(fixture.db));
    await appendEntries(fixture.db, [registered('west', ':room')]);
    await seen.subject(`${cameraOf('west')}:room`);
    await resume(east, await currentPosition(fixture.db)); // a round trip: anything sent is here by now
    expect(received.entries).toEqual([]);
  });

  it.each([
    [{ after: '__proto__' }],
    [{ after: 'constructor' }],
    [JSON.parse('{"__proto__":{"after":"0-0"}}')],
    [{ after: { toString: 'x' } }],
    [['0-0']],
    ['0-0'],
    [null],
    [{ after: '-1--1' }],
    [{ after: `${'9'.repeat(40)}-1` }],
  ])('S5 a resume from %j is refused in words, and the socket lives on', async (request) => {
    const client = await connected('east');
    expect(await ask(client, 'journal:resume', request)).toMatchObject({ result: 'error' });
    expect(await resume(client, await currentPosition(fixture.db))).toMatchObject({ result: 'resumed' });
  });

  it('S5 the names that Socket.IO keeps for itself, and packets it does not know, end the connection at most', async () => {
    const client = await connected('east');
    const gone = disconnected(client);
    // "disconnect" as an event of a client's is refused by the library itself.
    client.io.engine.write('42["disconnect","x"]');
    client.io.engine.write('4\u0000nonsense');
    expect(await gone).toMatch(/^(transport close|io server disconnect|parse error)$/);
    expect((await fixture.call('GET', '/healthz')).status).toBe(200);
  });
});
