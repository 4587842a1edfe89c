import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IncidentId, OrgUnitId, UserId } from '#core/kit';
import type { OrgPath } from '#core/org';
import type { Incident } from './incident.ts';
import { type IncidentEvent, isOpen, transitionIncident } from './transition.ts';

const by = 'usr_zhao' as UserId;
const reported: Incident = {
  id: 'inc_1' as IncidentId,
  kind: 'sos',
  priority: 1,
  title: { zh: '求助', en: 'SOS' },
  orgPath: 'c.t' as OrgPath,
  ownerId: 'org_t' as OrgUnitId,
  position: null,
  alertIds: [],
  openedAtMs: 1000,
  state: { phase: 'reported' },
};

const run = (...events: readonly IncidentEvent[]): Incident =>
  events.reduce((incident, event) => {
    const outcome = transitionIncident(incident, event, 5000);
    if (!outcome.ok) throw new Error(`${event.type} in ${incident.state.phase}`);
    return outcome.value;
  }, reported);

describe('incident', () => {
  it('runs the whole way from report to closure', () => {
    const end = run(
      { type: 'accept', by },
      { type: 'file', by },
      { type: 'dispatched', by },
      { type: 'work_started' },
      { type: 'work_done' },
      { type: 'rework', by },
      { type: 'work_done' },
      { type: 'close', by, reason: '已处置' },
    );
    expect(end.state).toEqual({ phase: 'closed', by, reason: '已处置', atMs: 5000 });
  });

  it('I1 refuses what does not fit, and says where it stands', () => {
    const refused = transitionIncident(reported, { type: 'work_done' }, 1);
    expect(refused).toEqual({ ok: false, error: { code: 'wrong_phase', phase: 'reported' } });
  });

  it('I2 an emergency is dispatched without forms', () => {
    expect(run({ type: 'dispatched', by }).state.phase).toBe('dispatched');
  });

  it('a second squad does not send work back to its start', () => {
    expect(
      run({ type: 'dispatched', by }, { type: 'work_started' }, { type: 'dispatched', by }).state.phase,
    ).toBe('in_progress');
  });

  it('I3 I4 keeps its clock, and takes nothing but reopening once it has ended', () => {
    const events: IncidentEvent[] = [
      { type: 'accept', by },
      { type: 'reject', by, reason: 'x' },
      { type: 'file', by },
      { type: 'dispatched', by },
      { type: 'returned' },
      { type: 'work_started' },
      { type: 'work_done' },
      { type: 'rework', by },
      { type: 'close', by, reason: 'x' },
      { type: 'cancel', by, reason: 'x' },
      { type: 'merge', into: 'inc_2' as IncidentId },
      { type: 'reopen', by },
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...events), { maxLength: 40 }), (steps) => {
        let incident = reported;
        for (const event of steps) {
          const outcome = transitionIncident(incident, event, 9);
          if (outcome.ok && !isOpen(incident)) expect(event.type).toBe('reopen');
          if (outcome.ok) incident = outcome.value;
          expect(incident.openedAtMs).toBe(1000);
        }
      }),
    );
  });
});
