import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { roleMay } from '#core/access';
import { meSchema, type NewJournalEntry, socketEvents } from '#core/contracts';
import type { SquadId } from '#core/kit';
import { appendEntries, currentPosition } from '#db/journal';
import { recordPositions } from '#db/repositories';
import { openPositionsClient, type PositionsClient, ReceivedPositions } from '#test/positions-client';
import {
  disconnected,
  openWallClient,
  outcomeOf,
  Received,
  registered,
  resume,
  type WallClient,
} from '#test/wall-client';
import {
  accessWorld,
  type Caller,
  type Place,
  places,
  type World,
  within,
} from '../support/access-matrix/world.ts';
import { pathOf } from '../support/web-fixture.ts';

let world: World;
beforeAll(async () => {
  world = await accessWorld();
});
afterAll(() => world.close());

const clients: (WallClient | PositionsClient)[] = [];
afterEach(() => {
  for (const client of clients.splice(0)) client.disconnect();
});

const cookieOf = async (caller: Caller, fresh = false) => (await caller.headers(fresh)).cookie ?? '';
async function open(caller: Caller, fresh = false): Promise<WallClient> {
  const client = openWallClient(world.fixture.web.url, { cookie: await cookieOf(caller, fresh) });
  clients.push(client);
  return client;
}
const placesOf = Object.keys(places) as Place[];
/** A socket is opened with a cookie, which other systems do not have. */
const connectors = () => world.callers.filter(({ name, role }) => role !== null && name !== 'integration');

/** Entries of each kind of news at each place, told apart by `note`. */
function news(note: string): {
  readonly entry: NewJournalEntry;
  readonly topic: 'tree.read' | 'alert.read' | 'squad.read';
  readonly place: Place;
}[] {
  return placesOf.flatMap((place) => {
    const { alert, assignment } = world.records[place];
    const about = { orgPath: pathOf(places[place]), actor: 'test', atMs: Date.now() };
    const camera = { entry: registered(places[place], note), topic: 'tree.read', place } as const;
    if (alert === null || assignment === null) return [camera];
    const raised = {
      ...about,
      type: 'alert.repeated',
      subject: `${alert.id}${note}`,
      payload: { alert },
    } as const;
    const sent = {
      ...about,
      type: 'assignment.changed',
      subject: `${assignment.id}${note}`,
      payload: { assignment },
    } as const;
    return [
      camera,
      { entry: raised, topic: 'alert.read', place },
      { entry: sent, topic: 'squad.read', place },
    ];
  });
}

/** Of such news, what a caller is to hear by the permission table. A squad hears of its own assignments. */
function heardBy({ role }: Caller, all: ReturnType<typeof news>): string[] {
  return all
    .filter(({ topic, place }) =>
      role === 'patrol'
        ? place === 'own' && topic === 'squad.read'
        : role !== null && roleMay(role, topic) && within.includes(place),
    )
    .map(({ entry }) => entry.subject);
}

const covered: Record<string, readonly string[]> = {
  '/': ['journal', 'session:ended', 'access:changed', 'journal:resume'],
  '/positions': ['positions'],
};

it('S5 every event of every namespace is gone through here', () => {
  const declared = Object.entries(socketEvents).map(([namespace, { sent, taken }]) => [
    namespace,
    [...Object.keys(sent), ...Object.keys(taken)],
  ]);
  expect(covered).toEqual(Object.fromEntries(declared));
});

describe('S5 sockets', () => {
  it('connect for whom the table says, and say why not', async () => {
    for (const caller of world.callers) {
      const { name, role } = caller;
      const refused = name === 'pending' ? 'auth.pending.new_password' : 'auth.required';
      const cookie = await cookieOf(caller);
      const wall = openWallClient(world.fixture.web.url, { cookie });
      const positions = openPositionsClient(world.fixture.web.url, cookie);
      clients.push(wall, positions);
      const outcomes = Promise.all([outcomeOf(wall), outcomeOf(positions as unknown as WallClient)]);
      const isKnown = role !== null && name !== 'integration';
      const mayRead = role !== null && roleMay(role, 'squad.read');
      expect(await outcomes, name).toEqual([
        isKnown ? 'connected' : refused,
        !isKnown ? refused : mayRead ? 'connected' : 'access.forbidden',
      ]);
    }
  });

  it('journal:resume and journal give what was missed, and what comes then, of reach and rights only', async () => {
    const after = await currentPosition(world.fixture.db);
    const missed = news(':missed');
    await appendEntries(
      world.fixture.db,
      missed.map(({ entry }) => entry),
    );
    const live = news(':live');
    const listening = [];
    for (const caller of connectors()) {
      const client = await open(caller);
      expect(await outcomeOf(client)).toBe('connected');
      const received = new Received(client);
      expect(await resume(client, after), caller.name).toMatchObject({ result: 'resumed' });
      listening.push({ caller, client, received });
    }
    await appendEntries(
      world.fixture.db,
      live.map(({ entry }) => entry),
    );
    for (const { caller, client, received } of listening) {
      const wanted = heardBy(caller, [...missed, ...live]);
      await expect.poll(() => received.subjects, { message: caller.name, timeout: 5_000 }).toEqual(wanted);
      // A round trip: what was sent before it is here by now.
      await resume(client, await currentPosition(world.fixture.db));
      expect(received.subjects, caller.name).toEqual(wanted);
    }
  });

  it('positions tell of squads in reach only', async () => {
    for (const caller of connectors().filter(({ role }) => role !== null && roleMay(role, 'squad.read'))) {
      const client = openPositionsClient(world.fixture.web.url, await cookieOf(caller));
      clients.push(client);
      const received = new ReceivedPositions(client);
      expect(await outcomeOf(client as unknown as WallClient)).toBe('connected');
      const lon = 100 + world.next();
      const atMs = world.fixture.clock.now();
      const squads = placesOf.flatMap((place) => world.records[place].squadId ?? []);
      await recordPositions(
        world.fixture.db,
        squads.map((squadId: SquadId) => ({ squadId, lon, lat: 30, headingDeg: null, atMs })),
        atMs,
      );
      await received.at('sqd_east', lon);
      expect([...received.squads], caller.name).toEqual(['sqd_east']);
    }
  });
});

describe('S5 sockets of those whose access changes', () => {
  it('access:changed comes to whose rights the journal says are others, at once, and to nobody else', async () => {
    const [operator, other] = world.callers.filter(
      ({ name }) => name === 'operator' || name === 'dispatcher',
    );
    if (operator === undefined || other === undefined) throw new Error('no such callers');
    const told: string[] = [];
    for (const caller of [operator, other]) {
      const client = await open(caller);
      expect(await outcomeOf(client)).toBe('connected');
      client.on('access:changed', () => told.push(caller.name));
    }
    const me = await world.fixture.call('GET', '/api/session', { headers: await operator.headers() });
    const { id } = meSchema.parse(await me.json());
    const about = { orgPath: pathOf('east'), subject: id, actor: 'test', atMs: Date.now() };
    await appendEntries(world.fixture.db, [{ type: 'access.changed', ...about, payload: { userIds: [id] } }]);
    await expect.poll(() => told, { interval: 20 }).toEqual([operator.name]);
  });

  it('session:ended comes to whoever signs out, before the connection goes', async () => {
    for (const caller of connectors()) {
      const cookie = await cookieOf(caller, true);
      const client = openWallClient(world.fixture.web.url, { cookie });
      clients.push(client);
      expect(await outcomeOf(client)).toBe('connected');
      const told = new Promise((resolve) => client.once('session:ended', () => resolve('told')));
      const gone = disconnected(client);
      await world.fixture.call('DELETE', '/api/session', { cookie });
      expect([await told, await gone], caller.name).toEqual(['told', 'io server disconnect']);
    }
  });
});
