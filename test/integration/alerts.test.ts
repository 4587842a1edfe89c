import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { IngestAlert, IngestResult, JournalEntry, JournalPosition } from '#core/contracts';
import type { AlertId, UserId } from '#core/kit';
import { currentPosition, moveCursor, readAfter, readCursor } from '#db/journal';
import { applyAlertEvent, findAlert, listOpenAlerts, staffedUnits, systemScope } from '#db/repositories';
import { codeOf, hire, ingest, noSuch, raise, routeTo, signal, sitDown } from '#test/alert-desk';
import { countyPath, placeId, placePath, seedCounty } from '#test/county-rows';
import { createTestDatabase, type TestDatabase } from '#test/database';
import { seeded } from '#test/seeded';

const village = { orgUnitId: placeId(0, 0), orgPath: placePath(0, 0) };
const NOW_MS = 1_760_000_000_000;

let database: TestDatabase;
let from: JournalPosition;
let zhao: UserId;

beforeAll(async () => {
  database = await createTestDatabase();
  await seedCounty(database.db, 1);
  zhao = await hire(database.db, placeId(0));
});
beforeEach(async () => {
  from = await currentPosition(database.db);
});
afterAll(() => database.close());

const journaled = (): Promise<JournalEntry[]> =>
  readAfter(database.db, { after: from, limit: 100_000, scope: systemScope });
const typesOf = (entries: readonly JournalEntry[], subject: AlertId) =>
  entries.filter((entry) => entry.subject === subject).map((entry) => entry.type);
const alertIdOf = (result: IngestResult | undefined): AlertId => {
  if (result === undefined || result.result === 'refused') throw new Error(JSON.stringify(result));
  return result.alertId;
};
const find = async (id: AlertId) => {
  const alert = await findAlert(database.db, systemScope, id);
  if (alert === null) throw new Error(`${id} is gone`);
  return alert;
};
const apply = (id: AlertId, event: Parameters<typeof applyAlertEvent>[2], nowMs = NOW_MS) =>
  applyAlertEvent(database.db, id, event, { actor: zhao, scope: systemScope, nowMs });

describe('taking signals in', () => {
  it('raises an alert, counts its repeats, keeps every signal and journals each', async () => {
    const item = signal({ kind: 'watchlist_hit', position: { lon: 119, lat: 29.6 } });
    const [first] = await ingest(database.db, [item], NOW_MS);
    const alertId = alertIdOf(first);
    expect(first).toEqual({ result: 'accepted', alertId, repeatOf: false });
    const again = { ...item, sourceEventId: `${item.sourceEventId}/2`, occurredAtMs: 2 };
    expect(await ingest(database.db, [again], NOW_MS + 5)).toEqual([
      { result: 'accepted', alertId, repeatOf: true },
    ]);
    expect(await find(alertId)).toEqual({
      id: alertId,
      kind: 'watchlist_hit',
      priority: 1,
      orgPath: village.orgPath,
      subject: { place: item.place, details: null, position: item.position },
      source: 'test',
      dedupKey: `watchlist_hit/${item.unitCode}/${item.place.zh}`,
      raisedAtMs: NOW_MS,
      count: 2,
      lastSeenMs: NOW_MS + 5,
      conditionActive: true,
      incidentId: null,
      state: { phase: 'raised' },
    });
    expect(typesOf(await journaled(), alertId)).toEqual(['alert.raised', 'alert.repeated']);
    const kept = await database.db.execute(
      sql`select body from alert_signals where alert_id = ${alertId} order by received_at_ms`,
    );
    expect(kept.rows.map((row) => row.body)).toEqual([item, again]);
  });

  it('answers the same signal again with its first answer, and the same id with other content with a refusal', async () => {
    const item = signal();
    const [first] = await ingest(database.db, [item]);
    const other = { ...item, kind: 'sos' } as const;
    const [same, conflict] = await ingest(database.db, [item, other]);
    expect(same).toEqual({ result: 'duplicate', alertId: alertIdOf(first) });
    expect(conflict).toMatchObject({ result: 'refused', code: 'conflict', path: 'sourceEventId' });
    expect(await find(alertIdOf(first))).toMatchObject({ count: 1, kind: item.kind });
  });

  it('keeps the good part of a batch, in order, with a result for each item', async () => {
    const item = signal();
    const results = await ingest(database.db, [
      signal({ unitCode: '999999' }),
      item,
      { ...item, sourceEventId: 'another' },
      item,
      { ...item, kind: 'sos' },
      signal({ place: { zh: 'a\0b', en: 'x' } }),
      signal({ details: { zh: '\ud800', en: 'x' } }),
      signal({ condition: 'ended' }),
    ]);
    const alertId = alertIdOf(results[1]);
    expect(results).toMatchObject([
      { result: 'refused', code: 'unknown_unit', path: 'unitCode' },
      { result: 'accepted', alertId, repeatOf: false },
      { result: 'accepted', alertId, repeatOf: true },
      { result: 'duplicate', alertId },
      { result: 'refused', code: 'conflict' },
      { result: 'refused', code: 'invalid_text' },
      { result: 'refused', code: 'invalid_text' },
      { result: 'refused', code: 'unknown_condition' },
    ]);
    expect(await find(alertId)).toMatchObject({ count: 2 });
  });

  it('takes 500 signals within a second', async () => {
    const items = Array.from({ length: 500 }, (_, index) =>
      signal({ unitCode: codeOf(placePath(index % 23)), dedupKey: `many-${index % 400}` }),
    );
    const startedMs = performance.now();
    const results = await ingest(database.db, items);
    expect(performance.now() - startedMs).toBeLessThan(1_000);
    expect(results.filter((each) => each.result === 'accepted' && !each.repeatOf)).toHaveLength(400);
    expect(new Set(results.map(alertIdOf)).size).toBe(400);
  });
});

describe('a condition', () => {
  it('that ended is visible, and clears the alert when somebody had acknowledged it, and cleared when somebody had acknowledged it', async () => {
    const seen = signal();
    const unseen = signal();
    const [seenId, unseenId] = (await ingest(database.db, [seen, unseen], NOW_MS)).map(alertIdOf);
    if (seenId === undefined || unseenId === undefined) throw new Error('not accepted');
    await routeTo(database.db, seenId, village, NOW_MS);
    await apply(seenId, { type: 'acknowledge', by: zhao });
    const ended = (item: IngestAlert, id: string) =>
      ({ ...item, sourceEventId: id, condition: 'ended' }) as const;
    const results = await ingest(database.db, [ended(seen, 'e1'), ended(unseen, 'e2'), ended(unseen, 'e3')]);
    expect(results).toMatchObject([
      { result: 'accepted', alertId: seenId, repeatOf: true },
      { result: 'accepted', alertId: unseenId, repeatOf: true },
      { result: 'accepted', alertId: unseenId, repeatOf: true },
    ]);
    expect(await find(seenId)).toMatchObject({
      conditionActive: false,
      state: { phase: 'cleared', by: null },
    });
    expect(await find(unseenId)).toMatchObject({ conditionActive: false, state: { phase: 'raised' } });
    expect(typesOf(await journaled(), unseenId)).toEqual(['alert.raised', 'alert.condition_ended']);
  });

  it('raises a new alert when it comes back after the one before is cleared, in one batch too', async () => {
    const item = signal();
    const [first] = (await ingest(database.db, [item], NOW_MS)).map(alertIdOf);
    if (first === undefined) throw new Error('not accepted');
    await routeTo(database.db, first, village, NOW_MS);
    await apply(first, { type: 'acknowledge', by: zhao });
    const [ended, again, over] = await ingest(
      database.db,
      [
        { ...item, sourceEventId: 'n1', condition: 'ended' },
        { ...item, sourceEventId: 'n2' },
        { ...item, sourceEventId: 'n3', condition: 'ended' },
      ],
      NOW_MS + 1,
    );
    expect(ended).toMatchObject({ alertId: first });
    const second = alertIdOf(again);
    expect(second).not.toBe(first);
    expect(over).toMatchObject({ alertId: second });
    expect(await find(first)).toMatchObject({ state: { phase: 'cleared' } });
    expect(await find(second)).toMatchObject({ conditionActive: false, state: { phase: 'raised' } });
  });
});

describe('many sources at once', () => {
  const seeds = Array.from({ length: 8 }, (_, index) => 4_100 + index);

  it.each(seeds)(
    'never make two open alerts of one key, nor lose or double a signal: seed %i',
    async (seed) => {
      const chance = seeded(seed);
      const keys = Array.from({ length: 6 }, (_, index) => `race-${seed}-${index}`);
      const items = Array.from({ length: 60 }, (_, index) =>
        signal({
          sourceEventId: `race-${seed}-${index}`,
          dedupKey: keys[Math.floor(chance() * keys.length)] ?? '',
          priority: chance() < 0.2 ? 1 : 3,
        }),
      );
      // Every signal is sent twice, in batches of any size, all at once; somebody handles alerts meanwhile.
      const batches: IngestAlert[][] = [];
      for (const item of [...items, ...items].sort(() => chance() - 0.5)) {
        if (batches.length === 0 || chance() < 0.3) batches.push([]);
        batches.at(-1)?.push(item);
      }
      const answers = await Promise.all(
        batches.map(async (batch) => {
          const results = await ingest(database.db, batch);
          const alertId = alertIdOf(results[0]);
          await apply(alertId, { type: 'route', holder: village, canClimb: true }).catch(() => {});
          await apply(alertId, { type: 'acknowledge', by: zhao });
          if (chance() < 0.3) await apply(alertId, { type: 'clear', by: zhao });
          return results;
        }),
      );
      const results = answers.flat();
      const count = (result: IngestResult['result']) =>
        results.filter((each) => each.result === result).length;
      expect([count('accepted'), count('duplicate'), count('refused')]).toEqual([60, 60, 0]);
      const mine = sql`dedup_key like ${`race-${seed}-%`}`;
      const { rows } = await database.db.execute(sql`
      select dedup_key, count(*) filter (where phase <> 'cleared')::int as open, sum(count)::int as counted,
        (select count(*)::int from alert_signals where body ->> 'dedupKey' = dedup_key) as kept
      from alerts where ${mine} group by dedup_key`);
      expect(rows.every((row) => Number(row.open) <= 1)).toBe(true);
      expect(rows.every((row) => row.counted === row.kept)).toBe(true);
      expect(rows.reduce((sum, row) => sum + Number(row.kept), 0)).toBe(60);
      await expectHistoryInOrder(await journaled());
    },
  );
});

/** The last entry of each alert says what the alert is now, and counts never go down on the way. */
async function expectHistoryInOrder(entries: readonly JournalEntry[]): Promise<void> {
  const latest = new Map<AlertId, { count: number; state: { phase: string } }>();
  for (const entry of entries) {
    if (!('alert' in entry.payload)) continue;
    const { alert } = entry.payload;
    expect(alert.count).toBeGreaterThanOrEqual(latest.get(alert.id)?.count ?? 0);
    latest.set(alert.id, alert);
  }
  for (const [id, alert] of latest) expect(await find(id)).toEqual(alert);
}

describe('handling an alert', () => {
  it('moves it on, journals it, and says why not', async () => {
    const id = await raise(database.db, {}, NOW_MS);
    await routeTo(database.db, id, village, NOW_MS);
    const acknowledged = await apply(id, (alert) => {
      expect(alert.state.phase).toBe('routed');
      return { type: 'acknowledge', by: zhao };
    });
    expect(acknowledged).toMatchObject({ ok: true, value: { state: { phase: 'acknowledged', by: zhao } } });
    expect(await apply(id, { type: 'acknowledge', by: zhao })).toEqual({
      ok: false,
      error: { code: 'wrong_phase', phase: 'acknowledged' },
    });
    const entries = await journaled();
    expect(typesOf(entries, id)).toEqual(['alert.raised', 'alert.routed', 'alert.acknowledged']);
    expect(entries.map((entry) => entry.actor)).toEqual(['ingest', 'worker', zhao]);
  });

  it('finds and lists nothing outside the scope', async () => {
    const id = await raise(database.db, { unitCode: codeOf(placePath(5, 1)) });
    const scope = { paths: [placePath(5)] };
    const elsewhere = { paths: [placePath(6)] };
    expect(await findAlert(database.db, scope, id)).toMatchObject({ id });
    expect(await findAlert(database.db, elsewhere, id)).toBeNull();
    expect((await listOpenAlerts(database.db, scope, 500)).items.map((alert) => alert.id)).toContain(id);
    expect((await listOpenAlerts(database.db, elsewhere, 500)).items.map((alert) => alert.id)).not.toContain(
      id,
    );
    const change = { actor: zhao, scope: elsewhere, nowMs: NOW_MS };
    const event = { type: 'clear', by: zhao } as const;
    const nothing = { ok: false, error: { code: 'not_found' } };
    expect(await applyAlertEvent(database.db, id, event, change)).toEqual(nothing);
    expect(await applyAlertEvent(database.db, noSuch.alert, event, change)).toEqual(nothing);
  });

  it('lists the most urgent first, then the oldest, and counts the rest', async () => {
    const scope = { paths: [placePath(7, 3)] };
    const unitCode = codeOf(placePath(7, 3));
    const late = await raise(database.db, { unitCode, priority: 2 }, NOW_MS + 20);
    const low = await raise(database.db, { unitCode, priority: 3 }, NOW_MS);
    const early = await raise(database.db, { unitCode, priority: 2 }, NOW_MS + 10);
    const cleared = await raise(database.db, { unitCode, priority: 1 }, NOW_MS);
    await apply(cleared, { type: 'clear', by: zhao });
    const all = await listOpenAlerts(database.db, scope, 10);
    expect(all.items.map((alert) => alert.id)).toEqual([early, late, low]);
    expect(all.total).toBe(3);
    expect(await listOpenAlerts(database.db, scope, 1)).toMatchObject({ items: [{ id: early }], total: 3 });
  });

  it('lets one of many who do the same at once succeed', async () => {
    const id = await raise(database.db, {}, NOW_MS);
    await routeTo(database.db, id, village, NOW_MS);
    const outcomes = await Promise.all(
      Array.from({ length: 8 }, () => apply(id, { type: 'acknowledge', by: zhao })),
    );
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(typesOf(await journaled(), id)).toHaveLength(3);
  });
});

describe('who is at a console', () => {
  it('is who has a live session and belongs to exactly that unit', async () => {
    const nowMs = Date.now();
    const place = placePath(9, 1);
    const staffed = async () =>
      (await staffedUnits(database.db, place, nowMs)).map((unit) => [unit.path, unit.staffed]);
    const is = (county: boolean, township: boolean, at: boolean) => [
      [countyPath, county],
      [placePath(9), township],
      [place, at],
    ];
    expect(await staffed()).toEqual(is(false, false, false));
    await sitDown(database.db, placeId(9, 2));
    await sitDown(database.db, placeId(9), { role: 'auditor' });
    await sitDown(database.db, placeId(9), { seenMs: nowMs - 2 * 60_000 });
    expect(await staffed()).toEqual(is(false, false, false));
    const chief = await sitDown(database.db, placeId(9), { role: 'shift_leader' });
    await sitDown(database.db, placeId(9, 1), { role: 'dispatcher' });
    expect(await staffed()).toEqual(is(false, true, true));
    await database.db.execute(sql`update sessions set revoked_ms = 1 where user_id = ${chief}`);
    expect(await staffed()).toEqual(is(false, false, true));
  });
});

describe('a reader that remembers where it is', () => {
  it('starts at the start, moves forward, and never back', async () => {
    expect(await readCursor(database.db, 'reader')).toBe('0-0');
    await moveCursor(database.db, 'reader', '90071992547409931-7');
    await moveCursor(database.db, 'reader', '90071992547409930-9');
    expect(await readCursor(database.db, 'reader')).toBe('90071992547409931-7');
    await moveCursor(database.db, 'reader', '90071992547409931-10');
    expect(await readCursor(database.db, 'reader')).toBe('90071992547409931-10');
  });
});
