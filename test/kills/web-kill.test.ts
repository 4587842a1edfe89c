import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JournalEntry, JournalPosition } from '#core/contracts';
import { type AlertId, systemClock } from '#core/kit';
import { comparePositions, currentPosition, readAfter } from '#db/journal';
import { registerSource, systemScope } from '#db/repositories';
import { createVault } from '#db/sealing';
import { IngestClient } from '#sim/web';
import { signal } from '#test/dispatch-fixture';
import { bundleProgram, DoomedChild, DoomedPool, type Program } from '#test/doomed-child';
import { seeded } from '#test/seeded';
import { openWallClient, outcomeOf, Received, resume } from '#test/wall-client';
import { type WebFixture, webFixture } from '#test/web-fixture';

const SEED = 20_261_121;
const KILLS = 60;
/** A web role needs some dozen steps to start, a console that comes some ten, a batch some ten. */
const STEPS_MAX = 150;
const SOURCE = 'storm';

let fixture: WebFixture;
let program: Program;
beforeAll(async () => {
  fixture = await webFixture();
  program = await bundleProgram('doomed-web');
});
afterAll(async () => {
  await fixture.close();
  program.remove();
});

/** A console that comes back by itself, and remembers how far it has heard. */
class Console {
  readonly heard: JournalEntry[] = [];
  readonly #cookie: string;
  #position: JournalPosition;

  constructor(cookie: string, position: JournalPosition) {
    this.#cookie = cookie;
    this.#position = position;
  }

  /** Listens to a web role until `over`, or until it dies. */
  async visit(url: string, over: Promise<unknown>): Promise<void> {
    const client = openWallClient(url, { cookie: this.#cookie });
    const gone = new Promise((resolve) => client.once('disconnect', resolve));
    // Between the transport and the namespace a server's death shows as a disconnect.
    if ((await Promise.race([outcomeOf(client), gone])) !== 'connected') return;
    const received = new Received(client);
    const answer = await Promise.race([resume(client, this.#position).catch(() => null), gone]);
    if (answer !== null && typeof answer === 'object') await Promise.race([over, gone]);
    client.disconnect();
    this.heard.push(...received.entries);
    const reached = [answer, ...received.entries].flatMap((each) =>
      each !== null && typeof each === 'object' && 'position' in each
        ? [each.position as JournalPosition]
        : [],
    );
    for (const position of reached) {
      if (comparePositions(this.#position, position) < 0) this.#position = position;
    }
  }
}

/** Sends batches, each again and again until it is answered with 2xx, to whichever web role there is. */
class StubbornSource {
  readonly accepted = new Map<string, AlertId>();
  readonly #key: string;
  readonly #chance: () => number;
  #sent = 0;

  constructor(key: string, chance: () => number) {
    this.#key = key;
    this.#chance = chance;
  }

  async send(currentUrl: () => string, signal_: AbortSignal): Promise<void> {
    const batch = Array.from({ length: 1 + Math.floor(this.#chance() * 4) }, () => {
      this.#sent += 1;
      return signal(`kill-${this.#sent}`, 'east');
    });
    for (;;) {
      const client = new IngestClient({
        ...{ webUrl: currentUrl(), source: SOURCE, key: this.#key, clock: systemClock, signal: signal_ },
      });
      const results = await client.postAlerts(batch).catch(() => null);
      if (results === null) {
        signal_.throwIfAborted();
        await sleep(20);
        continue;
      }
      for (const [index, result] of results.entries()) {
        if (result.result === 'refused') throw new Error(JSON.stringify(result));
        this.accepted.set(batch[index]?.sourceEventId ?? '', result.alertId);
      }
      return;
    }
  }
}

it(`${KILLS} web roles killed, seed ${SEED}: what was answered is stored once, and a console hears all of it once`, {
  timeout: 300_000,
}, async ({ signal: aborted }) => {
  const vaultKey = randomBytes(32);
  const key = randomBytes(32).toString('base64url');
  await registerSource(fixture.db, createVault(vaultKey), { name: SOURCE, key, nowMs: Date.now() });
  const chance = seeded(SEED);
  const start = await currentPosition(fixture.db);
  const console_ = new Console(await fixture.signIn('county'), start);
  const source = new StubbornSource(key, chance);
  const args = [program.file, fixture.options.databaseUrl, vaultKey.toString('base64url')];
  const pool = new DoomedPool(2, args);
  let url = 'http://127.0.0.1:9';
  let isOver = false;
  const sending = (async () => {
    while (!isOver) await source.send(() => url, aborted);
  })();
  try {
    for (let kill = 0; kill < KILLS; kill++) {
      const child = pool.take();
      await child.go(1 + Math.floor(chance() * STEPS_MAX));
      const said = await child.nextLine();
      if (said !== null) {
        url = said;
        await Promise.all([console_.visit(url, child.death()), child.death()]);
      }
    }
    isOver = true;
    const survivor = new DoomedChild(args);
    await survivor.go(0);
    url = (await survivor.nextLine()) ?? '';
    await sending;
    const entries = await readAfter(fixture.db, { after: start, limit: 1_000_000, scope: systemScope });
    const raised = entries.filter(({ type }) => type === 'alert.raised');
    const last = raised.at(-1)?.subject;
    const heardLast = (async () => {
      while (!console_.heard.some(({ subject }) => subject === last)) await console_.visit(url, sleep(200));
    })();
    await heardLast;
    await survivor.kill();

    expect(raised.map(({ subject }) => subject).toSorted()).toEqual([...source.accepted.values()].toSorted());
    const heard = console_.heard.filter(({ type }) => type === 'alert.raised');
    expect(heard.map(({ position }) => position)).toEqual(raised.map(({ position }) => position));
    expect(source.accepted.size).toBeGreaterThan(KILLS);
  } finally {
    isOver = true;
    await pool.close();
  }
});
