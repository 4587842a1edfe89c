import { sql } from 'drizzle-orm';
import type { Socket } from 'socket.io-client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { JournalEntry, JournalPosition } from '#core/contracts';
import { appendEntries, comparePositions, currentPosition, readAfter } from '#db/journal';
import type { Web } from '#server/http';
import { openWallClient, outcomeOf, Received, registered, resume, type WallClient } from '#test/wall-client';
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

async function connected(cookie: string, web: Web = fixture.web): Promise<WallClient> {
  const client = openWallClient(web.url, { cookie });
  clients.push(client);
  expect(await outcomeOf(client)).toBe('connected');
  return client;
}

const eastScope = { paths: [pathOf('east')] };
const positionsOf = (entries: readonly JournalEntry[]) => entries.map(({ position }) => position);
const later = (a: JournalPosition, b: JournalPosition) => (comparePositions(a, b) < 0 ? b : a);

describe('R1 coming back while others write', () => {
  it.each([1, 2, 3, 4])('gives every missed entry once and in order (seed %i)', async (seed) => {
    const random = seeded(seed);
    const cookie = await fixture.signIn('east');
    const start = await currentPosition(fixture.db);
    const writers = Promise.all([0, 1, 2, 3].map((writer) => write(writer, random)));
    let position = start;
    const got: JournalEntry[] = [];

    /** Connects, resumes from where it was, leaves when `done`. */
    const visit = async (done: (received: Received) => Promise<unknown>) => {
      const client = await connected(cookie);
      const received = new Received(client);
      const answer = await resume(client, position);
      await done(received);
      client.disconnect();
      got.push(...received.entries);
      const reached = answer.result === 'resumed' ? answer.position : position;
      position = later(reached, received.entries.at(-1)?.position ?? reached);
    };
    for (let visits = 0; visits < 8; visits++) {
      await visit((received) =>
        Promise.race([received.count(received.entries.length + Math.floor(random() * 9)), writers]),
      );
    }
    await writers;
    await appendEntries(fixture.db, [registered('east', `:end${seed}`)]);
    await visit((received) => received.subject(`${cameraOf('east')}:end${seed}`));

    const all = await readAfter(fixture.db, { after: start, limit: 5000, scope: eastScope });
    const written = all.filter((entry) => entry.type === 'camera.registered');
    expect(written.length).toBeGreaterThan(100);
    expect(positionsOf(got)).toEqual(positionsOf(written));
  });
});

describe('R2 when it is too late to catch up', () => {
  it('a client that missed over a thousand entries reloads; one that missed fewer does not', async () => {
    const after = await currentPosition(fixture.db);
    await appendEntries(
      fixture.db,
      Array.from({ length: 1010 }, (_, n) => registered('east', `:many${n}`)),
    );
    const missed = await readAfter(fixture.db, { after, limit: 2000, scope: eastScope });
    const web = await fixture.startWeb(); // remembers nothing, so it reads the journal
    const client = await connected(await fixture.signIn('east', web), web);
    const received = new Received(client);
    expect(await resume(client, after)).toEqual({ result: 'reload' });
    expect(received.entries).toEqual([]);
    expect(await resume(client, missed[19]?.position ?? after)).toMatchObject({ result: 'resumed' });
    await received.count(990);
    expect(positionsOf(received.entries)).toEqual(positionsOf(missed.slice(20)));
  });

  it('a position this journal never reached reloads', async () => {
    const client = await connected(await fixture.signIn('east'));
    const [xid = ''] = (await currentPosition(fixture.db)).split('-');
    const answer = await resume(client, `${BigInt(xid) + 1_000_000n}-0`);
    expect(answer).toEqual({ result: 'reload' });
  });
});

describe('requests to resume', () => {
  it('are refused when they are none, and the socket lives on', async () => {
    const client = await connected(await fixture.signIn('east'));
    const untyped: Socket = client;
    for (const nonsense of [null, 7, {}, { after: '__proto__' }, { after: { length: 1 } }, ['0-0']]) {
      const answer = await untyped.timeout(5_000).emitWithAck('journal:resume', nonsense);
      expect(answer).toEqual({ result: 'error', code: 'body.invalid' });
    }
    untyped.emit('journal:resume'); // no body, no callback
    untyped.emit('journal:resume', { after: '0-0' }, 'not a function');
    const position = await currentPosition(fixture.db);
    expect(await resume(client, position)).toMatchObject({ result: 'resumed' });
  });

  it('are taken one at a time', async () => {
    const client = await connected(await fixture.signIn('east'));
    const after = await currentPosition(fixture.db);
    const answers = await Promise.all([resume(client, after), resume(client, after)]);
    expect(answers).toContainEqual({ result: 'error', code: 'busy' });
    expect(answers).toContainEqual(expect.objectContaining({ result: 'resumed' }));
  });
});

describe('a browser that does not read', () => {
  it('is cut, and others get everything meanwhile', async () => {
    const cookie = await fixture.signIn('east');
    const after = await currentPosition(fixture.db);
    const asleep = new WebSocket(`${fixture.web.url}/socket.io/?EIO=4&transport=websocket`, {
      headers: { cookie, origin: fixture.web.url },
    });
    const say = await live(asleep, after);
    const awake = await connected(cookie);
    const received = new Received(awake);
    await resume(awake, after);

    asleep.pause();
    const closed = new Promise<number>((resolve) => asleep.once('close', resolve));
    const actor = 'x'.repeat(256 * 1024); // more than sockets and kernels hold for one that does not read
    for (let n = 0; n < 80; n++) {
      await appendEntries(fixture.db, [{ ...registered('east', `:bulk${n}`), actor }]);
    }
    await received.count(80);
    asleep.resume();
    expect(await closed).toBe(1006); // broken, without a goodbye
    expect(say.count).toBeLessThan(80);
  });
});

/** Speaks just enough Socket.IO (Engine.IO 4, Socket.IO 5) on a bare WebSocket to become live. */
async function live(socket: WebSocket, after: JournalPosition): Promise<{ readonly count: number }> {
  const said = { count: 0 };
  await new Promise<void>((resolve) => {
    socket.on('message', (data) => {
      const message = String(data);
      if (message.startsWith('0')) socket.send('40');
      else if (message.startsWith('40')) socket.send(`420["journal:resume",{"after":"${after}"}]`);
      else if (message.startsWith('430')) resolve();
      else if (message.startsWith('42["journal"')) said.count++;
    });
  });
  return said;
}

/** Writes entries in transactions that overlap and commit out of order. */
async function write(writer: number, random: () => number): Promise<void> {
  for (let n = 0; n < 60; n++) {
    const unit = random() < 0.7 ? 'east' : 'westVillage';
    await fixture.db.transaction(async (tx) => {
      await appendEntries(tx, [registered(unit, `:${writer}.${n}`)]);
      for (let pause = random() * 6; pause > 1; pause--) await tx.execute(sql`select 1`);
      if (random() < 0.3) await appendEntries(tx, [registered('eastVillage', `:${writer}.${n}+`)]);
    });
  }
}

/** mulberry32: a small generator, so that a failing run can be repeated. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
