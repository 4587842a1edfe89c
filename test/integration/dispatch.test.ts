import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { IngestAlert, JournalPosition } from '#core/contracts';
import { ANSWER_WITHIN_MS, type AssignmentEvent } from '#core/dispatch';
import type { AlertId, AssignmentId, IncidentId, SquadId, UserId } from '#core/kit';
import { currentPosition, readAfter } from '#db/journal';
import {
  applyAlertEvent,
  applyAssignmentEvent,
  applyIncidentEvent,
  applyPatrolAction,
  dispatchSquad,
  findAlert,
  findIncidentDetail,
  findPatrolTask,
  recordPositions,
  systemScope,
} from '#db/repositories';
import { hire, muster, noSuch, raise, random, routeTo } from '#test/alert-desk';
import { placeId, placePath, seedCounty } from '#test/county-rows';
import { createTestDatabase, type TestDatabase } from '#test/database';
import { seeded } from '#test/seeded';

const village = { orgUnitId: placeId(0, 0), orgPath: placePath(0, 0) };
const place = { lon: 119.04, lat: 29.6 };
const NOW_MS = 1_760_000_000_000;

let database: TestDatabase;
let from: JournalPosition;
let zhao: UserId;
let qian: UserId;
let groups = 0;
let squads: readonly SquadId[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  await seedCounty(database.db, 1);
  zhao = await hire(database.db, placeId(0), 'dispatcher');
  qian = await hire(database.db, placeId(0), 'dispatcher');
});
beforeEach(async () => {
  // Squads of the tests before are off duty; these are 1, 2 and 3 km away.
  await database.db.execute(sql`update squads set on_duty = false`);
  groups += 1;
  squads = await muster(database.db, [`a${groups}`, `b${groups}`, `c${groups}`]);
  const positions = squads.map((squadId, index) => {
    const heading = { headingDeg: null, atMs: NOW_MS };
    return { squadId, lon: place.lon + 0.0104 * (index + 1), lat: place.lat, ...heading };
  });
  await recordPositions(database.db, positions, NOW_MS);
  from = await currentPosition(database.db);
});
afterAll(() => database.close());

const squad = (index: number): SquadId => squads[index] ?? noSuch.squad;
const journaled = async () =>
  (await readAfter(database.db, { after: from, limit: 10_000, scope: systemScope })).map(
    (entry) => entry.type,
  );

/** An alert somebody has to act on. */
async function routed(changes: Partial<IngestAlert> = {}): Promise<AlertId> {
  const id = await raise(database.db, { position: place, ...changes }, NOW_MS);
  await routeTo(database.db, id, village, NOW_MS);
  return id;
}

const send = (alertId: AlertId, squadId: SquadId, by = zhao, nowMs = NOW_MS) =>
  dispatchSquad(database.db, { alertId, squadId, by, scope: systemScope, nowMs, random });

/** Sends a squad that must be free. */
async function sent(alertId: AlertId, squadId: SquadId) {
  const outcome = await send(alertId, squadId);
  if (!outcome.ok) throw new Error(JSON.stringify(outcome.error));
  return outcome.value;
}

const step = (id: AssignmentId, type: AssignmentEvent['type'], nowMs = NOW_MS) =>
  applyAssignmentEvent(database.db, id, { type }, { actor: 'test', scope: systemScope, nowMs, random });
const incident = (id: IncidentId) => findIncidentDetail(database.db, systemScope, id);

describe('dispatching', () => {
  it('acknowledges, opens the incident, links the alert and offers it, in one go', async () => {
    const alertId = await routed({ kind: 'sos' });
    from = await currentPosition(database.db);
    const { alert, incident: opened, assignment } = await sent(alertId, squad(0));
    expect(alert).toMatchObject({ incidentId: opened.id, state: { phase: 'acknowledged', by: zhao } });
    expect(opened).toMatchObject({
      kind: 'sos',
      priority: 1,
      title: alert.subject.place,
      ownerId: village.orgUnitId,
      orgPath: village.orgPath,
      position: place,
      alertIds: [alertId],
      openedAtMs: NOW_MS,
      state: { phase: 'dispatched', by: zhao },
    });
    expect(assignment).toMatchObject({
      squadId: squad(0),
      orgPath: placePath(0),
      phase: 'offered',
      answerByMs: NOW_MS + ANSWER_WITHIN_MS,
    });
    expect(await findAlert(database.db, systemScope, alertId)).toEqual(alert);
    expect(await journaled()).toEqual([
      'incident.opened',
      'alert.acknowledged',
      'alert.linked',
      'incident.changed',
      'assignment.offered',
    ]);
  });

  it('sends a second squad to the same incident', async () => {
    const alertId = await routed();
    const first = await sent(alertId, squad(0));
    const second = await sent(alertId, squad(1));
    expect(second.incident.id).toBe(first.incident.id);
    const detail = await incident(first.incident.id);
    expect(detail).toMatchObject({ incident: { alertIds: [alertId] } });
    // Offered in the same millisecond, so their order says nothing.
    const sentSquads = detail?.assignments.map(({ squad: { id } }) => id).toSorted();
    expect(sentSquads).toEqual([squad(0), squad(1)].toSorted());
  });

  it('does not wait for an alert to be routed', async () => {
    const alertId = await raise(database.db, {}, NOW_MS);
    const { alert } = await sent(alertId, squad(0));
    expect(alert.state).toMatchObject({ phase: 'acknowledged', holder: { orgPath: '330127' } });
    expect(await journaled()).toContain('alert.routed');
  });

  it('says why not', async () => {
    const alertId = await routed();
    const error = async (outcome: ReturnType<typeof send>) => {
      const result = await outcome;
      return result.ok ? null : result.error;
    };
    expect(await error(send(noSuch.alert, squad(0)))).toEqual({ code: 'not_found', what: 'alert' });
    expect(await error(send(alertId, noSuch.squad))).toEqual({ code: 'not_found', what: 'squad' });
    const scope = { paths: [village.orgPath] };
    const order = { alertId, squadId: squad(0), by: zhao, scope, nowMs: NOW_MS, random };
    expect(await error(dispatchSquad(database.db, order))).toEqual({ code: 'not_found', what: 'squad' });
    await database.db.execute(sql`update squads set on_duty = false where id = ${squad(2)}`);
    expect(await error(send(alertId, squad(2)))).toEqual({ code: 'squad_off_duty' });
    const { assignment, incident: opened } = await sent(alertId, squad(0));
    expect(await error(send(await routed(), squad(0), qian))).toEqual({
      code: 'squad_busy',
      assignment,
      incidentTitle: opened.title,
      sentBy: { zh: '1号', en: 'person1' },
    });
    const cleared = await routed();
    const change = { actor: zhao, scope: systemScope, nowMs: NOW_MS };
    await applyAlertEvent(database.db, cleared, { type: 'clear', by: zhao }, change);
    expect(await error(send(cleared, squad(1)))).toEqual({ code: 'wrong_phase', phase: 'cleared' });
  });
});

it('A9 sends nobody to a watchlist hit that nobody has checked against its picture', async () => {
  const alertId = await routed({ kind: 'watchlist_hit' });
  expect(await send(alertId, squad(0))).toEqual({ ok: false, error: { code: 'unverified' } });
  const change = { actor: zhao, scope: systemScope, nowMs: NOW_MS };
  await applyAlertEvent(database.db, alertId, { type: 'acknowledge', by: zhao }, change);
  expect(await send(alertId, squad(0))).toMatchObject({ ok: true });
});

describe('two dispatchers who send one squad at once', () => {
  it.each([71, 72, 73, 74])('exactly one succeeds, in every one of 15 rounds: seed %i', async (seed) => {
    const chance = seeded(seed);
    for (let round = 0; round < 15; round++) {
      const alertIds = await Promise.all([routed(), routed()]);
      const target = squad(Math.floor(chance() * 3));
      const orders = Array.from({ length: 2 + Math.floor(chance() * 3) }, (_, index) => {
        const alertId = alertIds[Math.floor(chance() * 2)] ?? noSuch.alert;
        return send(alertId, target, index % 2 === 0 ? zhao : qian);
      });
      const outcomes = await Promise.all(orders);
      const winners = outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value.assignment] : []));
      const losers = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome.error]));
      expect(winners).toHaveLength(1);
      expect(losers).toEqual(
        losers.map(() => expect.objectContaining({ code: 'squad_busy', assignment: winners[0] })),
      );
      const { rows } = await database.db.execute(
        sql`select count(*)::int as offers from assignments where squad_id = ${target} and phase = 'offered'`,
      );
      expect(rows).toEqual([{ offers: 1 }]);
      // Those who lost the race opened no incident.
      const opened = await database.db.execute(
        sql`select count(*)::int as incidents from incidents
          where not exists (select from assignments where incident_id = incidents.id)`,
      );
      expect(opened.rows).toEqual([{ incidents: 0 }]);
      await step(winners[0]?.id as AssignmentId, 'recall');
    }
  });
});

describe('an assignment', () => {
  it('takes its incident along: on the way, on scene, done', async () => {
    const { assignment, incident: opened } = await sent(await routed(), squad(0));
    const phases: string[] = [];
    for (const type of ['acknowledge', 'depart', 'arrive', 'clear'] as const) {
      const outcome = await step(assignment.id, type);
      if (!outcome.ok) throw new Error(outcome.error.code);
      phases.push(`${outcome.value.assignment.phase}/${outcome.value.incident.state.phase}`);
    }
    expect(phases).toEqual([
      'acked/dispatched',
      'en_route/in_progress',
      'on_scene/in_progress',
      'cleared/verifying',
    ]);
    const close = { type: 'close', by: zhao, reason: '现场已处置' } as const;
    const change = { actor: zhao, scope: systemScope, nowMs: NOW_MS };
    expect(await applyIncidentEvent(database.db, opened.id, close, change)).toMatchObject({
      value: { state: { phase: 'closed', reason: '现场已处置' } },
    });
    expect(await incident(opened.id)).toMatchObject({ alerts: [{ state: { phase: 'cleared', by: zhao } }] });
    const again = await applyIncidentEvent(database.db, opened.id, close, change);
    expect(again).toEqual({ ok: false, error: { code: 'wrong_phase', phase: 'closed' } });
  });

  it('is done only when the last squad is', async () => {
    const alertId = await routed();
    const { assignment: one, incident: opened } = await sent(alertId, squad(0));
    const { assignment: two } = await sent(alertId, squad(1));
    for (const { id } of [one, two]) {
      await step(id, 'acknowledge');
      await step(id, 'arrive');
    }
    const both = await Promise.all([step(one.id, 'clear'), step(two.id, 'clear')]);
    expect(both.every((outcome) => outcome.ok)).toBe(true);
    expect(await incident(opened.id)).toMatchObject({ incident: { state: { phase: 'verifying' } } });
  });

  it('that is recalled with none left gives the incident back', async () => {
    const { assignment, incident: opened } = await sent(await routed(), squad(0));
    expect(await step(assignment.id, 'recall')).toMatchObject({ value: { next: null } });
    expect(await incident(opened.id)).toMatchObject({ incident: { state: { phase: 'filed' } } });
    expect(await step(assignment.id, 'acknowledge')).toEqual({
      ok: false,
      error: { code: 'wrong_phase', phase: 'recalled' },
    });
    expect(await step('asg_none' as AssignmentId, 'recall')).toMatchObject({ error: { code: 'not_found' } });
  });

  it('is recalled when its incident is cancelled', async () => {
    const { incident: opened } = await sent(await routed(), squad(0));
    const cancel = { type: 'cancel', by: zhao, reason: '误报' } as const;
    await applyIncidentEvent(database.db, opened.id, cancel, {
      ...{ actor: zhao, scope: systemScope, nowMs: NOW_MS },
    });
    expect(await incident(opened.id)).toMatchObject({
      incident: { state: { phase: 'cancelled' } },
      assignments: [{ assignment: { phase: 'recalled' } }],
    });
  });
});

describe('an offer that comes to nothing', () => {
  it.each(['decline', 'time_out'] as const)('by %s goes to the next recommended squad', async (type) => {
    const { assignment, incident: opened } = await sent(await routed(), squad(1));
    const lateMs = NOW_MS + ANSWER_WITHIN_MS;
    const first = await step(assignment.id, type, lateMs);
    // The nearest of those who were not asked yet.
    expect(first).toMatchObject({
      value: {
        next: { squadId: squad(0), phase: 'offered', answerByMs: lateMs + ANSWER_WITHIN_MS },
        incident: { id: opened.id, state: { phase: 'dispatched' } },
      },
    });
    const nextOf = (outcome: typeof first) => (outcome.ok ? outcome.value.next?.id : undefined);
    const second = await step(nextOf(first) as AssignmentId, type, lateMs + ANSWER_WITHIN_MS);
    expect(second).toMatchObject({ value: { next: { squadId: squad(2) } } });
    const third = await step(nextOf(second) as AssignmentId, type, lateMs + 2 * ANSWER_WITHIN_MS);
    expect(third).toMatchObject({ value: { next: null, incident: { state: { phase: 'filed' } } } });
    expect((await journaled()).filter((entry) => entry === 'assignment.offered')).toHaveLength(3);
  });

  it('does not go to a squad that is out', async () => {
    const { assignment } = await sent(await routed(), squad(1));
    await sent(await routed(), squad(0));
    expect(await step(assignment.id, 'decline')).toMatchObject({ value: { next: { squadId: squad(2) } } });
  });

  it('goes on once, however many notice at once', async () => {
    const { assignment } = await sent(await routed(), squad(0));
    const lateMs = NOW_MS + ANSWER_WITHIN_MS;
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, () => step(assignment.id, 'time_out', lateMs)),
    );
    expect(outcomes.filter((outcome) => outcome.ok)).toHaveLength(1);
    expect(await step(assignment.id, 'time_out', lateMs - 1)).toMatchObject({ ok: false });
  });

  it('ends at different squads when two come to nothing at once', async () => {
    const [one, two] = [await sent(await routed(), squad(0)), await sent(await routed(), squad(1))];
    const outcomes = await Promise.all([
      step(one.assignment.id, 'decline'),
      step(two.assignment.id, 'decline'),
    ]);
    const next = outcomes.map((outcome) => (outcome.ok ? (outcome.value.next?.squadId ?? null) : null));
    expect(new Set(next).size).toBe(2);
    expect(next.some((id) => id === squad(2))).toBe(true);
  });
});

describe('a handheld', () => {
  it('does each thing once, however often it sends it', async () => {
    const { assignment, incident: opened } = await sent(await routed(), squad(0));
    const act = (step: 'acknowledge' | 'depart', actionId: string, squadId = squad(0), atMs = NOW_MS + 5) =>
      applyPatrolAction(database.db, {
        ...{ squadId, assignmentId: assignment.id, step, actionId, atMs },
        ...{ by: zhao, nowMs: NOW_MS + 60, random },
      });
    expect(await findPatrolTask(database.db, squad(0))).toMatchObject({
      squad: { id: squad(0) },
      task: { assignment, incident: { id: opened.id } },
    });
    expect(await findPatrolTask(database.db, noSuch.squad)).toBeNull();
    const same = await Promise.all(Array.from({ length: 4 }, () => act('acknowledge', 'action-1')));
    // What was done offline counts from when it was done.
    expect(same).toEqual(
      same.map(() => ({
        ok: true,
        value: expect.objectContaining({
          assignment: expect.objectContaining({ phase: 'acked', sinceMs: NOW_MS + 5 }),
        }),
      })),
    );
    expect((await journaled()).filter((entry) => entry === 'assignment.changed')).toHaveLength(1);
    expect(await act('depart', 'action-1')).toEqual({ ok: false, error: { code: 'action_id_taken' } });
    expect(await act('acknowledge', 'action-2')).toMatchObject({ error: { code: 'wrong_phase' } });
    expect(await act('depart', 'action-3', squad(1))).toEqual({ ok: false, error: { code: 'not_found' } });
    expect(await act('depart', 'action-4', squad(0), NOW_MS + 900)).toMatchObject({
      value: { assignment: { phase: 'en_route', sinceMs: NOW_MS + 60 } },
    });
    await step(assignment.id, 'recall');
    expect(await findPatrolTask(database.db, squad(0))).toMatchObject({ task: null });
  });
});

describe("an incident's history", () => {
  it('tells everything that happened, by name', async () => {
    const { assignment, incident: opened } = await sent(await routed(), squad(0));
    await step(assignment.id, 'acknowledge');
    await step(assignment.id, 'depart');
    const detail = await incident(opened.id);
    const name = `a${groups}`;
    const lines = detail?.timeline.map((line) => [
      line.type,
      line.actorName?.en ?? line.actor,
      line.object?.en,
    ]);
    expect(lines).toEqual([
      ['alert.raised', 'ingest', undefined],
      ['alert.routed', 'worker', 'Village 0/0'],
      ['incident.opened', 'person1', undefined],
      ['alert.acknowledged', 'person1', undefined],
      ['alert.linked', 'person1', undefined],
      ['incident.dispatched', 'person1', undefined],
      ['assignment.offered', 'person1', name],
      ['assignment.acked', 'test', name],
      ['assignment.en_route', 'test', name],
      ['incident.in_progress', 'test', undefined],
    ]);
    expect(await findIncidentDetail(database.db, { paths: [placePath(4)] }, opened.id)).toBeNull();
    expect(await findIncidentDetail(database.db, systemScope, noSuch.incident)).toBeNull();
  });
});
