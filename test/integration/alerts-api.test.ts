import { once } from 'node:events';
import { request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import {
  alertListSchema,
  alertSchema,
  assignmentOutcomeSchema,
  dispatchResponseSchema,
  incidentDetailSchema,
  incidentSchema,
  mapSchema,
  patrolTaskSchema,
  responsePlanSchema,
  sosResponseSchema,
  squadListSchema,
} from '#core/contracts';
import { registerCheckpoints, registerPosts } from '#db/repositories';
import { routedAlert, type SquadName, seedDispatch } from '#test/dispatch-fixture';
import { cameraOf, refusalOf, type UnitName, type WebFixture, webFixture } from '#test/web-fixture';

let fixture: WebFixture;
const cookies: Record<string, string> = {};
beforeAll(async () => {
  fixture = await webFixture();
  await seedDispatch(fixture);
  const console = ['chief', 'deputy', 'eastdispatch', 'auditor', 'county', 'east', 'west', 'admin', 'patrol'];
  for (const username of [...console, 'sqd_county', 'sqd_east', 'sqd_east2', 'sqd_west']) {
    cookies[username] = await fixture.signIn(username);
  }
});
afterAll(() => fixture.close());

const as = (username: string, method: string, path: string, body?: unknown) =>
  fixture.call(method, path, { cookie: cookies[username] ?? '', ...(body !== undefined && { body }) });
const refused = (...call: Parameters<typeof as>) => refusalOf(as(...call));
/** Calls, and checks the answer against its contract. */
async function read<Answer>(schema: z.ZodType<Answer>, ...call: Parameters<typeof as>): Promise<Answer> {
  const response = await as(...call);
  const answer: unknown = await response.json();
  expect([response.status, answer]).toEqual([200, expect.anything()]);
  return schema.parse(answer);
}

let count = 0;
const raise = (unit: 'county' | 'east' | 'west') => routedAlert(fixture, `api-${count++}`, unit);
const dispatch = async (username: string, unit: 'east' | 'west', squadId: SquadName) =>
  read(dispatchResponseSchema, username, 'POST', `/api/alerts/${await raise(unit)}/dispatch`, { squadId });
const step = (squad: SquadName, assignmentId: string, name: string, actionId = `action-${count++}`) =>
  [squad, 'POST', `/api/patrol/assignments/${assignmentId}/${name}`, { actionId, atMs: Date.now() }] as const;
const recall = (assignmentId: string) =>
  read(assignmentOutcomeSchema, 'chief', 'POST', `/api/assignments/${assignmentId}/recall`);

describe('who sees and does what where', () => {
  it('the county lists all alerts, a township its own, and roles without alerts none', async () => {
    const [east, west] = [await raise('east'), await raise('west')];
    const listed = async (username: string) => {
      const { items, total } = await read(alertListSchema, username, 'GET', '/api/alerts');
      expect(total).toBe(items.length);
      return [east, west].map((id) => items.some((alert) => alert.id === id));
    };
    expect(await listed('county')).toEqual([true, true]);
    expect(await listed('east')).toEqual([true, false]);
    expect(await listed('west')).toEqual([false, true]);
    for (const username of ['auditor', 'admin', 'sqd_east']) {
      expect(await refused(username, 'GET', '/api/alerts')).toMatchObject({ code: 'access.forbidden' });
    }
  });

  it('an alert, an incident or an assignment elsewhere is answered like one that does not exist', async () => {
    const { alert, incident, assignment } = await dispatch('chief', 'west', 'sqd_west');
    const reason = { reason: 'as agreed' };
    const calls = (alertId: string, incidentId: string, assignmentId: string) =>
      [
        ['POST', `/api/alerts/${alertId}/acknowledge`],
        ['POST', `/api/alerts/${alertId}/shelve`, { reason: 'later', forMs: 60_000 }],
        ['POST', `/api/alerts/${alertId}/clear`],
        ['GET', `/api/alerts/${alertId}/response`],
        ['GET', `/api/incidents/${incidentId}`],
        ['POST', `/api/incidents/${incidentId}/close`, reason],
        ['POST', `/api/incidents/${incidentId}/cancel`, reason],
        ['POST', `/api/assignments/${assignmentId}/recall`],
        ['POST', `/api/alerts/${alertId}/dispatch`, { squadId: 'sqd_east' }],
      ] as const;
    const unknown = calls('alt_0', 'inc_0', 'asg_0');
    for (const [index, [method, path, body]] of calls(alert.id, incident.id, assignment.id).entries()) {
      const { headers: _, ...foreign } = await refused('eastdispatch', method, path, body);
      expect(foreign, path).toMatchObject({ status: 404, code: 'not_found' });
      const [, nowhere = ''] = unknown[index] ?? [];
      const { headers: __, ...absent } = await refused('eastdispatch', method, nowhere, body);
      expect(absent).toEqual(foreign);
    }
    await recall(assignment.id);
  });

  it('operators handle alerts and send nobody', async () => {
    const id = await raise('east');
    for (const path of [
      `/api/alerts/${id}/dispatch`,
      '/api/incidents/inc_0/cancel',
      '/api/assignments/asg_0/recall',
    ]) {
      expect(await refused('east', 'POST', path, { squadId: 'sqd_east' }), path).toMatchObject({
        status: 403,
      });
    }
    const alert = await read(alertSchema, 'east', 'POST', `/api/alerts/${id}/acknowledge`);
    expect(alert.state).toMatchObject({ phase: 'acknowledged', by: 'usr_east' });
  });

  it('squads are listed where they belong', async () => {
    const seen = async (username: string) => {
      const { items } = await read(squadListSchema, username, 'GET', '/api/squads');
      return items.map(({ squad }) => squad.id).toSorted();
    };
    expect(await seen('county')).toEqual(['sqd_asleep', 'sqd_county', 'sqd_east', 'sqd_east2', 'sqd_west']);
    expect(await seen('west')).toEqual(['sqd_west']);
  });
});

describe('an alert', () => {
  it('is acknowledged once; who comes second is told where it stands', async () => {
    const path = `/api/alerts/${await raise('east')}/acknowledge`;
    await read(alertSchema, 'east', 'POST', path);
    expect(await refused('county', 'POST', path)).toMatchObject({
      ...{ status: 409, code: 'alert.wrong_phase', phase: 'acknowledged' },
    });
  });

  it('is shelved with a reason, for eight hours at most', async () => {
    const path = `/api/alerts/${await raise('east')}/shelve`;
    const long = { reason: 'roadworks', forMs: 8 * 3_600_000 + 1 };
    expect(await refused('east', 'POST', path, long)).toMatchObject({
      ...{ status: 422, code: 'body.invalid', errors: [{ path: 'forMs' }] },
    });
    const blank = { reason: '  ', forMs: 60_000 };
    expect(await refused('east', 'POST', path, blank)).toMatchObject({ errors: [{ path: 'reason' }] });
    const before = fixture.clock.now();
    const { state } = await read(alertSchema, 'east', 'POST', path, { reason: 'roadworks', forMs: 60_000 });
    expect(state).toMatchObject({ phase: 'shelved', reason: 'roadworks', by: 'usr_east' });
    expect(state.phase === 'shelved' && state.untilMs - before).toBeGreaterThanOrEqual(60_000);
  });

  it('that is cleared leaves the list and takes nothing more', async () => {
    const id = await raise('east');
    await read(alertSchema, 'east', 'POST', `/api/alerts/${id}/clear`);
    const { items } = await read(alertListSchema, 'east', 'GET', '/api/alerts');
    expect(items.map((alert) => alert.id)).not.toContain(id);
    for (const action of ['acknowledge', 'clear']) {
      const answer = await refused('east', 'POST', `/api/alerts/${id}/${action}`);
      expect(answer).toMatchObject({ status: 409, code: 'alert.wrong_phase', phase: 'cleared' });
    }
    const send = await refused('eastdispatch', 'POST', `/api/alerts/${id}/dispatch`, { squadId: 'sqd_east' });
    expect(send).toMatchObject({ status: 409, code: 'alert.wrong_phase', phase: 'cleared' });
  });

  it('has a plan of whom to send, with reasons, and what to look through', async () => {
    const id = await raise('east');
    const { squads } = await read(responsePlanSchema, 'county', 'GET', `/api/alerts/${id}/response`);
    expect(squads.length).toBeGreaterThan(0);
    expect(squads.map(({ squad }) => squad.id)).not.toContain('sqd_asleep');
    expect(squads.every(({ reasons }) => reasons.length > 0)).toBe(true);
  });
});

describe('sending a squad', () => {
  it('acknowledges, opens the incident and offers it, in one answer', async () => {
    const { alert, incident, assignment } = await dispatch('eastdispatch', 'east', 'sqd_east');
    expect(alert).toMatchObject({ incidentId: incident.id, state: { phase: 'acknowledged' } });
    expect(incident).toMatchObject({ alertIds: [alert.id], state: { phase: 'dispatched' } });
    expect(assignment).toMatchObject({ incidentId: incident.id, squadId: 'sqd_east', phase: 'offered' });
    const detail = await read(incidentDetailSchema, 'east', 'GET', `/api/incidents/${incident.id}`);
    expect(detail.assignments.map(({ squad }) => squad.id)).toEqual(['sqd_east']);
    expect(detail.timeline.length).toBeGreaterThanOrEqual(3);
    await recall(assignment.id);
  });

  it('of two dispatchers who send one squad at once one succeeds, and the other learns who did', async () => {
    const paths = [await raise('east'), await raise('east')].map((id) => `/api/alerts/${id}/dispatch`);
    const answers = await Promise.all(
      ['chief', 'deputy'].map((username, index) =>
        as(username, 'POST', paths[index] ?? '', { squadId: 'sqd_county' }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const first = answers.findIndex(({ status }) => status === 200);
    const sent = dispatchResponseSchema.parse(await answers[first]?.json());
    const problem = await answers[1 - first]?.json();
    expect(problem).toMatchObject({ code: 'squad.busy', phase: 'offered' });
    const sentBy = first === 0 ? 'chief' : 'deputy';
    expect(problem).toMatchObject({ occupation: { incidentId: sent.incident.id, sentBy: { en: sentBy } } });
    await recall(sent.assignment.id);
  });

  it('that does not exist, is of another township, or sleeps, is refused', async () => {
    const path = `/api/alerts/${await raise('east')}/dispatch`;
    for (const squadId of ['sqd_nobody', 'sqd_west']) {
      expect(await refused('eastdispatch', 'POST', path, { squadId }), squadId).toMatchObject({
        ...{ status: 404, detail: 'no such squad' },
      });
    }
    const asleep = await refused('eastdispatch', 'POST', path, { squadId: 'sqd_asleep' });
    expect(asleep).toMatchObject({ status: 409, code: 'squad.off_duty' });
    expect(await refused('eastdispatch', 'POST', path, { squadId: 'cam_1' })).toMatchObject({ status: 422 });
  });

  it('is undone by recalling it, once; and by cancelling the incident, with a reason', async () => {
    const { incident, assignment } = await dispatch('chief', 'east', 'sqd_east');
    expect((await recall(assignment.id)).assignment.phase).toBe('recalled');
    expect(await refused('chief', 'POST', `/api/assignments/${assignment.id}/recall`)).toMatchObject({
      ...{ status: 409, code: 'assignment.wrong_phase', phase: 'recalled' },
    });
    const path = `/api/incidents/${incident.id}/cancel`;
    expect(await refused('chief', 'POST', path, {})).toMatchObject({ status: 422 });
    const cancelled = await read(incidentSchema, 'chief', 'POST', path, { reason: 'false alarm' });
    expect(cancelled.state).toMatchObject({ phase: 'cancelled', reason: 'false alarm' });
    expect(await refused('chief', 'POST', path, { reason: 'again' })).toMatchObject({
      ...{ status: 409, code: 'incident.wrong_phase', phase: 'cancelled' },
    });
  });
});

describe('a handheld', () => {
  it('takes its task from offer to end, and the incident is closed', async () => {
    const { incident, assignment } = await dispatch('chief', 'west', 'sqd_west');
    const { squad, task } = await read(patrolTaskSchema, 'sqd_west', 'GET', '/api/patrol/task');
    expect([squad.id, task?.assignment.id]).toEqual(['sqd_west', assignment.id]);
    expect(task?.incident.id).toBe(incident.id);
    const early = await refused(...step('sqd_west', assignment.id, 'arrive'));
    expect(early).toMatchObject({ status: 409, code: 'assignment.wrong_phase', phase: 'offered' });
    const phases: string[] = [];
    for (const name of ['acknowledge', 'depart', 'arrive', 'clear']) {
      const outcome = await read(assignmentOutcomeSchema, ...step('sqd_west', assignment.id, name));
      phases.push(outcome.assignment.phase);
    }
    expect(phases).toEqual(['acked', 'en_route', 'on_scene', 'cleared']);
    expect((await read(patrolTaskSchema, 'sqd_west', 'GET', '/api/patrol/task')).task).toBeNull();
    const path = `/api/incidents/${incident.id}/close`;
    const closed = await read(incidentSchema, 'west', 'POST', path, { reason: 'talked to them' });
    expect(closed.state).toMatchObject({ phase: 'closed' });
  });

  it('may send what it did again, and not something else under the same id', async () => {
    const { assignment } = await dispatch('chief', 'east', 'sqd_east2');
    const acknowledge = step('sqd_east2', assignment.id, 'acknowledge', 'offline-1');
    const first = await read(assignmentOutcomeSchema, ...acknowledge);
    expect(await read(assignmentOutcomeSchema, ...acknowledge)).toEqual(first);
    expect(await refused(...step('sqd_east2', assignment.id, 'depart', 'offline-1'))).toMatchObject({
      ...{ status: 409, code: 'patrol.action_id_taken' },
    });
    expect(await refused(...step('sqd_east2', assignment.id, 'depart', 'a\0b'))).toMatchObject({
      status: 422,
    });
    expect(await refused(...step('sqd_east2', assignment.id, 'fly'))).toMatchObject({ status: 404 });
    await recall(assignment.id);
  });

  it('has no hand on another squad’s task, and none on alerts', async () => {
    const { assignment } = await dispatch('chief', 'east', 'sqd_east');
    for (const name of ['acknowledge', 'decline']) {
      expect(await refused(...step('sqd_east2', assignment.id, name))).toMatchObject({ status: 404 });
    }
    expect((await read(patrolTaskSchema, 'sqd_east2', 'GET', '/api/patrol/task')).task).toBeNull();
    for (const path of ['/api/squads', '/api/map', '/api/alerts']) {
      expect(await refused('sqd_east', 'GET', path), path).toMatchObject({ status: 403 });
    }
    await recall(assignment.id);
  });

  it('without a squad, or without the role, gets nothing', async () => {
    for (const username of ['patrol', 'chief']) {
      const answer = await refused(username, 'GET', '/api/patrol/task');
      expect(answer, username).toMatchObject({ status: 403, code: 'access.forbidden' });
    }
  });

  it('SOS raises one alert of the highest priority where the squad is, however often it is sent', async () => {
    const body = { actionId: 'sos-12345', atMs: Date.now(), position: { lon: 120.1, lat: 30.2 } };
    const { alertId } = await read(sosResponseSchema, 'sqd_west', 'POST', '/api/patrol/sos', body);
    const again = await read(sosResponseSchema, 'sqd_west', 'POST', '/api/patrol/sos', body);
    const pressed = { ...body, actionId: 'sos-67890', position: null };
    const repeat = await read(sosResponseSchema, 'sqd_west', 'POST', '/api/patrol/sos', pressed);
    expect([again.alertId, repeat.alertId]).toEqual([alertId, alertId]);
    const { items } = await read(alertListSchema, 'west', 'GET', '/api/alerts');
    expect(items.find((alert) => alert.id === alertId)).toMatchObject({
      ...{ kind: 'sos', priority: 1, count: 2, source: 'handheld', orgPath: '330100.330100102' },
      subject: { details: { en: 'sqd_west' }, position: { lon: 120.1, lat: 30.2 } },
    });
    const other = { ...body, position: { lon: 0, lat: 0 } };
    expect(await refused('sqd_west', 'POST', '/api/patrol/sos', other)).toMatchObject({
      ...{ status: 409, code: 'patrol.action_id_taken' },
    });
  });
});

describe('the map', () => {
  it('holds the cameras, checkpoints and posts of the scope, and is sent compressed', async () => {
    const place = { name: { zh: '东', en: 'East' }, orgUnitId: 'org_east', lon: 120.123_456_789, lat: 30 };
    type Place = Parameters<typeof registerPosts>[1][number];
    const post = { id: 'pst_1', ...place } as Place;
    await registerPosts(fixture.db, [post]);
    const checkpoint = { ...place, id: 'chk_1', bearingDeg: 90 };
    await registerCheckpoints(fixture.db, [checkpoint as Parameters<typeof registerCheckpoints>[1][number]]);
    const seen = async (username: string) => {
      const map = await read(mapSchema, username, 'GET', '/api/map');
      return [map.cameras.map(([id]) => id), map.checkpoints.length, map.posts.length];
    };
    const all: UnitName[] = ['county', 'east', 'eastVillage', 'west', 'westVillage'];
    expect(await seen('county')).toEqual([all.map(cameraOf), 1, 1]);
    expect(await seen('west')).toEqual([
      ['west', 'westVillage'].map((unit) => cameraOf(unit as UnitName)),
      0,
      0,
    ]);
    const { cameras } = await read(mapSchema, 'east', 'GET', '/api/map');
    expect(cameras[0]).toEqual([cameraOf('east'), 120, 30, 'I', 'unknown', 0, 60, 50]);

    const headers = { cookie: cookies.county ?? '', 'accept-encoding': 'gzip' };
    const asked = request(`${fixture.web.url}/api/map`, { headers }).end();
    const [response] = await once(asked, 'response');
    expect(response.headers['content-encoding']).toBe('gzip');
    const text = gunzipSync(await buffer(response)).toString();
    expect(mapSchema.parse(JSON.parse(text)).cameras).toHaveLength(all.length);
  });
});
