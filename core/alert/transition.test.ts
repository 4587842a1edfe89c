import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AlertId, IncidentId, OrgUnitId, UserId } from '#core/kit';
import type { OrgPath } from '#core/org';
import type { Alert } from './alert.ts';
import { escalationDelayMs, type Priority } from './kind.ts';
import { type AlertEvent, SHELVE_MAX_MS, transitionAlert } from './transition.ts';

const village = { orgUnitId: 'org_v' as OrgUnitId, orgPath: 'c.t.v' as OrgPath };
const township = { orgUnitId: 'org_t' as OrgUnitId, orgPath: 'c.t' as OrgPath };
const zhao = 'usr_zhao' as UserId;

const raised: Alert = {
  id: 'alt_1' as AlertId,
  kind: 'patrol_missed_check_in',
  priority: 3,
  orgPath: village.orgPath,
  subject: { place: { zh: '村口', en: 'Village gate' }, details: null, position: null },
  source: 'test',
  dedupKey: 'k',
  raisedAtMs: 1000,
  count: 1,
  lastSeenMs: 1000,
  conditionActive: true,
  incidentId: null,
  state: { phase: 'raised' },
};

/** Applies events at given times; a refusal ends the test. */
function run(...steps: readonly (readonly [AlertEvent, number])[]): Alert {
  return steps.reduce((alert, [event, nowMs]) => {
    const outcome = transitionAlert(alert, event, nowMs);
    if (!outcome.ok) throw new Error(`${event.type}: ${JSON.stringify(outcome.error)}`);
    return outcome.value;
  }, raised);
}

const route = [{ type: 'route', holder: village, canClimb: true }, 2000] as const;
const delayMs = escalationDelayMs(3);

describe('alert', () => {
  it('A1 is routed once', () => {
    const routed = run(route);
    expect(routed.state).toMatchObject({ phase: 'routed', escalateAtMs: 2000 + delayMs });
    expect(transitionAlert(routed, route[0], 3000)).toEqual({
      ok: false,
      error: { code: 'wrong_phase', phase: 'routed' },
    });
  });

  it('A2 A3 climbs at its deadline, not before, and its clock runs on', () => {
    const climb = { type: 'escalate', to: township, canClimb: false } as const;
    expect(transitionAlert(run(route), climb, 2000 + delayMs - 1)).toEqual({
      ok: false,
      error: { code: 'not_yet', dueMs: 2000 + delayMs },
    });
    const climbed = run(route, [climb, 2000 + delayMs]);
    expect(climbed).toMatchObject({
      raisedAtMs: 1000,
      state: { holder: { ...township, sinceMs: 2000 + delayMs }, escalateAtMs: null },
    });
  });

  it('A2 A6 climbs sooner in a drill, wherever its deadline is set', () => {
    const scale = 0.01;
    const shelve = { type: 'shelve', by: zhao, reason: 'drill', untilMs: 9000 } as const;
    const steps = [route, [shelve, 3000], [{ type: 'unshelve' }, 9000]] as const;
    const drilled = steps.map(([event, nowMs], index) => {
      const before = run(...steps.slice(0, index));
      return transitionAlert(before, event, nowMs, scale);
    });
    expect(drilled[0]).toMatchObject({ value: { state: { escalateAtMs: 2000 + delayMs * scale } } });
    expect(drilled[2]).toMatchObject({ value: { state: { escalateAtMs: 9000 + delayMs * scale } } });
    expect(escalationDelayMs(1, 0.5)).toBe(escalationDelayMs(1) / 2);
  });

  it('A4 a repeat counts up; a more urgent one takes the acknowledgement back', () => {
    const acknowledged = [{ type: 'acknowledge', by: zhao }, 3000] as const;
    const same = run(route, acknowledged, [{ type: 'repeat', priority: 3 }, 4000]);
    expect(same).toMatchObject({
      count: 2,
      lastSeenMs: 4000,
      raisedAtMs: 1000,
      state: { phase: 'acknowledged' },
    });
    const urgent = run(route, acknowledged, [{ type: 'repeat', priority: 1 }, 4000]);
    expect(urgent).toMatchObject({
      priority: 1,
      state: { phase: 'routed', holder: village, escalateAtMs: 4000 + escalationDelayMs(1) },
    });
  });

  it('A5 an acknowledged alert does not climb', () => {
    const acknowledged = run(route, [{ type: 'acknowledge', by: zhao }, 3000]);
    const climb = { type: 'escalate', to: township, canClimb: false } as const;
    expect(transitionAlert(acknowledged, climb, 9e12).ok).toBe(false);
  });

  it('A6 a shelved alert comes back by itself, with a new deadline', () => {
    const shelve = { type: 'shelve', by: zhao, reason: '道路施工', untilMs: 60_000 } as const;
    const shelved = run(route, [shelve, 3000]);
    expect(transitionAlert(shelved, { type: 'unshelve' }, 59_999)).toMatchObject({
      error: { code: 'not_yet' },
    });
    expect(run(route, [shelve, 3000], [{ type: 'unshelve' }, 60_000]).state).toMatchObject({
      phase: 'routed',
      escalateAtMs: 60_000 + delayMs,
    });
    const tooLong = { ...shelve, untilMs: 3000 + SHELVE_MAX_MS + 1 };
    expect(transitionAlert(run(route), tooLong, 3000)).toMatchObject({ error: { code: 'shelf_too_long' } });
  });

  it('A7 a condition that ended stays visible until acknowledged', () => {
    const ended = [{ type: 'condition_ended' }, 5000] as const;
    expect(run(route, ended)).toMatchObject({ conditionActive: false, state: { phase: 'routed' } });
    const seen = run(route, [{ type: 'acknowledge', by: zhao }, 3000], ended);
    expect(seen.state).toMatchObject({ phase: 'cleared', by: null, atMs: 5000 });
  });

  it('A8 nothing happens to a cleared alert', () => {
    const cleared = run(route, [{ type: 'clear', by: zhao }, 3000]);
    for (const event of [
      { type: 'repeat', priority: 1 },
      { type: 'acknowledge', by: zhao },
    ] as const) {
      expect(transitionAlert(cleared, event, 4000).ok).toBe(false);
    }
  });
});

const anyEvent: fc.Arbitrary<AlertEvent> = fc.oneof(
  fc.record({ type: fc.constant('route' as const), holder: fc.constant(village), canClimb: fc.boolean() }),
  fc.record({ type: fc.constant('escalate' as const), to: fc.constant(township), canClimb: fc.boolean() }),
  fc.record({ type: fc.constant('repeat' as const), priority: fc.constantFrom<Priority>(1, 2, 3, 4) }),
  fc.constant({ type: 'condition_ended' as const }),
  fc.record({ type: fc.constant('acknowledge' as const), by: fc.constant(zhao) }),
  fc.record({
    type: fc.constant('shelve' as const),
    by: fc.constant(zhao),
    reason: fc.constant('x'),
    untilMs: fc.integer({ min: 0, max: 10_000_000 }),
  }),
  fc.constant({ type: 'unshelve' as const }),
  fc.constant({ type: 'link' as const, incidentId: 'inc_1' as IncidentId }),
  fc.record({ type: fc.constant('clear' as const), by: fc.constant(zhao) }),
);

it('whatever happens in whatever order, the clock is never reset and repeats are never lost', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(anyEvent, fc.nat(600_000)), { maxLength: 60 }), (steps) => {
      let alert = raised;
      let nowMs = 1000;
      let repeats = 0;
      for (const [event, waitMs] of steps) {
        nowMs += waitMs;
        const outcome = transitionAlert(alert, event, nowMs);
        if (!outcome.ok) continue;
        if (event.type === 'repeat') repeats += 1;
        expect(outcome.value.raisedAtMs).toBe(1000);
        expect(outcome.value.priority).toBeLessThanOrEqual(alert.priority);
        alert = outcome.value;
      }
      expect(alert.count).toBe(1 + repeats);
    }),
  );
});
