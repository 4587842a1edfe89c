import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { JournalEntry } from '#core/contracts';
import { ANSWER_WITHIN_MS, type AssignmentPhase, isActive } from '#core/dispatch';
import type { AlertId, AssignmentId, SquadId, UserId } from '#core/kit';
import { isWithin } from '#core/org';
import { journalStart, readAfter } from '#db/journal';
import {
  applyAssignmentEvent,
  dispatchSquad,
  findPatrolTask,
  ingestAlerts,
  systemScope,
} from '#db/repositories';
import { codeOf, muster, random, signal, sitDown } from '#test/alert-desk';
import { countyPath, placeId, placePath, seedCounty } from '#test/county-rows';
import { createTestDatabase, type TestDatabase } from '#test/database';
import { bundleProgram, DoomedChild, DoomedPool, type Program } from '#test/doomed-child';
import { startRedis, type TestRedis } from '#test/redis';
import { seeded } from '#test/seeded';

const SEED = 20_261_121;
const KILLS = 200;
/** Workers alive at once, each killed and replaced. */
const LANES = 3;
/** A worker needs about a hundred steps to start, and some fifteen to route one alert. */
const STEPS_MAX = 300;
/** One that finds less to do than its steps is killed all the same. */
const LIFE_MAX_MS = 4_000;
/** Priority 1 climbs after 1.2 s instead of a minute. */
const SCALE = 0.02;
const SQUADS = Array.from({ length: 14 }, (_, index) => `k${index}`);

const stores = ['postgres', 'redis'] as const;
type Store = (typeof stores)[number];

let redis: TestRedis;
let program: Program;
beforeAll(async () => {
  redis = await startRedis();
  program = await bundleProgram('doomed-worker');
});
afterAll(async () => {
  await redis.close();
  program.remove();
});

/** One county under fire: signals and dispatches come in while its workers are killed. */
class Storm {
  readonly #database: TestDatabase;
  readonly #chance: () => number;
  readonly #zhao: UserId;
  readonly #squads: readonly SquadId[];
  readonly #args: readonly string[];
  /** What was answered with 2xx, so to speak: the alerts, and how many signals each got. */
  readonly accepted = new Map<AlertId, number>();
  dispatched = 0;

  private constructor(database: TestDatabase, store: Store, zhao: UserId, squads: readonly SquadId[]) {
    this.#database = database;
    this.#chance = seeded(SEED);
    this.#zhao = zhao;
    this.#squads = squads;
    this.#args = [program.file, database.url, store === 'redis' ? redis.url : '', String(SCALE)];
  }

  static async prepare(store: Store): Promise<Storm> {
    const database = await createTestDatabase();
    await seedCounty(database.db, 0);
    const seenMs = Date.now() + 3_600_000;
    const zhao = await sitDown(database.db, placeId(0), { role: 'dispatcher', seenMs });
    await sitDown(database.db, placeId(0, 0), { seenMs });
    await sitDown(database.db, `org_${countyPath}` as Parameters<typeof sitDown>[1], { seenMs });
    return new Storm(database, store, zhao, await muster(database.db, SQUADS));
  }

  /** Kills `KILLS` workers, one after the other in each lane, each at a step that the seed chooses. */
  async rage(signal: AbortSignal): Promise<void> {
    const pool = new DoomedPool(LANES, this.#args);
    let kills = 0;
    const lane = async () => {
      while (kills < KILLS && !signal.aborted) {
        kills += 1;
        const child = pool.take();
        await child.go(1 + Math.floor(this.#chance() * STEPS_MAX));
        await this.#act();
        const tooOld = new AbortController();
        await Promise.race([child.death(), sleep(LIFE_MAX_MS, null, tooOld).catch(() => {})]);
        tooOld.abort();
        await child.kill();
      }
    };
    try {
      await Promise.all(Array.from({ length: LANES }, lane));
    } finally {
      await pool.close();
    }
  }

  /** One worker is left alone, until nothing is left to do. */
  async calm(): Promise<void> {
    const worker = new DoomedChild(this.#args);
    try {
      await worker.go(0);
      const left = async () => {
        const { rows } = await this.#database.db.execute(sql`
          select (select count(*)::int from alerts
              where phase = 'raised' or escalate_at_ms is not null or unshelve_at_ms is not null) as alerts,
            (select count(*)::int from assignments
              where phase = 'offered' and answer_by_ms <= ${Date.now()}) as offers`);
        return rows[0];
      };
      const nothing = async () => expect(await left()).toEqual({ alerts: 0, offers: 0 });
      await vi.waitFor(nothing, { timeout: 240_000, interval: 250 });
    } finally {
      await worker.kill();
    }
  }

  /** All of it: a transaction that a killed worker left open holds the end back until PostgreSQL has noticed. */
  async journal(): Promise<JournalEntry[]> {
    const { db } = this.#database;
    const { rows } = await db.execute<{ written: number }>(sql`select count(*)::int as written from journal`);
    return vi.waitFor(async () => {
      const entries = await readAfter(db, { after: journalStart, limit: 1_000_000, scope: systemScope });
      expect(entries.length).toBeGreaterThanOrEqual(rows[0]?.written ?? 0);
      return entries;
    }, 30_000);
  }

  close(): Promise<void> {
    return this.#database.close();
  }

  /** Takes a batch in, sends a squad, or calls one back so that it can be sent again. */
  async #act(): Promise<void> {
    const choice = this.#chance();
    if (choice < 0.2) return this.#dispatch();
    if (choice < 0.4) return this.#recall();
    const items = Array.from({ length: 1 + Math.floor(this.#chance() * 3) }, () =>
      signal({
        unitCode: codeOf(placePath(0, 0)),
        priority: 1,
        ...(this.#chance() < 0.3 && { dedupKey: `repeated-${Math.floor(this.#chance() * 10)}` }),
      }),
    );
    const nowMs = Date.now();
    const results = await ingestAlerts(this.#database.db, {
      ...{ source: 'storm', items, nowMs, random, escalationScale: SCALE },
    });
    for (const result of results) {
      if (result.result !== 'accepted') throw new Error(JSON.stringify(result));
      this.accepted.set(result.alertId, (this.accepted.get(result.alertId) ?? 0) + 1);
    }
  }

  #pick<Item>(items: readonly Item[]): Item | undefined {
    return items[Math.floor(this.#chance() * items.length)];
  }

  async #recall(): Promise<void> {
    const task = await findPatrolTask(this.#database.db, this.#pick(this.#squads) as SquadId);
    if (task === null || task.task === null) return;
    const change = { actor: this.#zhao, scope: systemScope, nowMs: Date.now(), random };
    // Refused when its time ran out in between.
    await applyAssignmentEvent(this.#database.db, task.task.assignment.id, { type: 'recall' }, change);
  }

  async #dispatch(): Promise<void> {
    const [alertId, squadId] = [this.#pick([...this.accepted.keys()]), this.#pick(this.#squads)];
    if (alertId === undefined || squadId === undefined) return;
    const nowMs = Date.now() - ANSWER_WITHIN_MS + 300; // the squad has 300 ms left to answer, and never does
    const order = { alertId, squadId, by: this.#zhao, scope: systemScope, nowMs, random };
    const outcome = await dispatchSquad(this.#database.db, order);
    if (outcome.ok) this.dispatched += 1;
    else expect(outcome.error.code).toBe('squad_busy');
  }
}

/** Every alert was raised once, routed once, and climbed each level once, in order, at its deadlines. */
function expectAlertsWhole(entries: readonly JournalEntry[], accepted: ReadonlyMap<AlertId, number>): void {
  const ofAlerts = Map.groupBy(
    entries.flatMap((entry) => ('alert' in entry.payload ? [{ ...entry, alert: entry.payload.alert }] : [])),
    ({ alert }) => alert.id,
  );
  expect([...ofAlerts.keys()].sort()).toEqual([...accepted.keys()].sort());
  for (const [id, history] of ofAlerts) {
    const count = (type: string) => history.filter((entry) => entry.type === type).length;
    expect([id, count('alert.raised'), count('alert.routed')]).toEqual([id, 1, 1]);
    expect([id, 1 + count('alert.repeated')]).toEqual([id, accepted.get(id)]);
    expect(new Set(history.map(({ alert }) => alert.raisedAtMs)).size).toBe(1);
    const held = history.filter(({ type }) => type === 'alert.routed' || type === 'alert.escalated');
    for (const [index, { alert, atMs }] of held.entries()) {
      const before = held[index - 1]?.alert.state;
      if (before?.phase !== 'routed' || alert.state.phase !== 'routed') continue;
      expect(atMs).toBeGreaterThanOrEqual(before.escalateAtMs ?? Number.POSITIVE_INFINITY);
      expect(alert.state.holder.orgPath).not.toBe(before.holder.orgPath);
      expect(isWithin(before.holder.orgPath, alert.state.holder.orgPath)).toBe(true);
    }
    const last = history.at(-1)?.alert.state;
    if (last?.phase === 'routed') expect([id, held.length, last.holder.orgPath]).toEqual([id, 3, countyPath]);
  }
}

/**
 * Every offer was made once and timed out at most once; the system's own offers each came with exactly one that timed
 * out, in the same transaction; no squad ever had two.
 */
function expectOffersWhole(entries: readonly JournalEntry[]): void {
  const busy = new Map<SquadId, AssignmentId>();
  const seen = new Map<AssignmentId, AssignmentPhase>();
  for (const { payload } of entries) {
    if (!('assignment' in payload)) continue;
    const { id, squadId, phase } = payload.assignment;
    const before = seen.get(id);
    expect([id, before]).toEqual([id, phase === 'offered' ? undefined : 'offered']);
    expect([squadId, busy.get(squadId)]).toEqual([squadId, before === undefined ? undefined : id]);
    seen.set(id, phase);
    if (isActive(phase)) busy.set(squadId, id);
    else busy.delete(squadId);
  }
  for (const together of Map.groupBy(entries, ({ position }) => position.split('-')[0]).values()) {
    const timedOut = together.filter(
      ({ payload }) => 'assignment' in payload && payload.assignment.phase === 'timed_out',
    );
    const offered = together.filter(({ type, actor }) => type === 'assignment.offered' && actor === 'system');
    expect(timedOut.length).toBeLessThanOrEqual(1);
    expect(offered.length).toBeLessThanOrEqual(timedOut.length);
  }
}

describe.concurrent.each(stores)(`${KILLS} workers killed, jobs in %s, seed ${SEED}:`, (store) => {
  it('nothing is lost and nothing happens twice', { timeout: 900_000 }, async ({ signal }) => {
    const storm = await Storm.prepare(store);
    try {
      await storm.rage(signal);
      const during = (await storm.journal()).filter(({ actor }) => actor === 'worker').length;
      await storm.calm();
      const entries = await storm.journal();
      expectAlertsWhole(entries, storm.accepted);
      expectOffersWhole(entries);
      // Those who were killed did a good part of the work.
      expect(during).toBeGreaterThan(KILLS / 2);
      expect(storm.dispatched).toBeGreaterThan(0);
    } finally {
      await storm.close();
    }
  });
});
