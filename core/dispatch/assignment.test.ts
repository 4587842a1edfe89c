import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AssignmentId, IncidentId, SquadId } from '#core/kit';
import type { OrgPath } from '#core/org';
import { type Assignment, type AssignmentEvent, isActive, transitionAssignment } from './assignment.ts';

const offered: Assignment = {
  id: 'asg_1' as AssignmentId,
  incidentId: 'inc_1' as IncidentId,
  squadId: 'sqd_1' as SquadId,
  orgPath: 'c.t' as OrgPath,
  phase: 'offered',
  offeredAtMs: 0,
  answerByMs: 60_000,
  sinceMs: 0,
};

const phases = (...types: readonly AssignmentEvent['type'][]) =>
  types.reduce<Assignment>((assignment, type) => {
    const outcome = transitionAssignment(assignment, { type }, 1000);
    if (!outcome.ok) throw new Error(`${type} in ${assignment.phase}`);
    return outcome.value;
  }, offered).phase;

describe('assignment', () => {
  it('goes from offer to cleared', () => {
    expect(phases('acknowledge', 'depart', 'arrive', 'clear')).toBe('cleared');
  });

  it('D1 an offer times out at its deadline, not before, and not once it is answered', () => {
    const timeOut = { type: 'time_out' } as const;
    expect(transitionAssignment(offered, timeOut, 59_999)).toMatchObject({ error: { code: 'not_yet' } });
    expect(transitionAssignment(offered, timeOut, 60_000)).toMatchObject({ value: { phase: 'timed_out' } });
    const acked = { ...offered, phase: 'acked' } as const;
    expect(transitionAssignment(acked, timeOut, 90_000)).toMatchObject({ error: { code: 'wrong_phase' } });
  });

  it('D2 a squad that is already there may arrive without departing', () => {
    expect(phases('acknowledge', 'arrive')).toBe('on_scene');
  });

  it('D3 the same step twice is refused and changes nothing', () => {
    const acked = { ...offered, phase: 'acked' } as const;
    expect(transitionAssignment(acked, { type: 'acknowledge' }, 1)).toEqual({
      ok: false,
      error: { code: 'wrong_phase', phase: 'acked' },
    });
  });

  it('D4 once it no longer occupies the squad it never does again', () => {
    const types = ['acknowledge', 'decline', 'depart', 'arrive', 'clear', 'recall', 'time_out'] as const;
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...types), { maxLength: 20 }), (steps) => {
        let assignment = offered;
        for (const type of steps) {
          const outcome = transitionAssignment(assignment, { type }, 99_999);
          if (!isActive(assignment.phase)) expect(outcome.ok).toBe(false);
          if (outcome.ok) assignment = outcome.value;
        }
      }),
    );
  });
});
