import type { AlertRefusal } from '#core/alert';
import type { AssignmentRefusal } from '#core/dispatch';
import type { IncidentRefusal } from '#core/incident';
import { assertNever } from '#core/kit';
import type { DispatchRefusal, NotFound } from '#db/repositories';
import { HttpProblem } from './problem.ts';

/** Why a change did not happen, with where the thing stands instead. */
export function refusal(
  what: 'alert' | 'incident' | 'assignment',
  refused: NotFound | AlertRefusal | IncidentRefusal | AssignmentRefusal,
): HttpProblem {
  switch (refused.code) {
    case 'not_found':
      return new HttpProblem('not_found');
    case 'wrong_phase':
      return wrongPhase(what, refused.phase);
    case 'not_yet':
      return new HttpProblem('too_early', { detail: `not before ${new Date(refused.dueMs).toISOString()}` });
    case 'shelf_too_long':
      return new HttpProblem('alert.shelf_too_long', { detail: `at most ${refused.maxMs} ms` });
    default:
      return assertNever(refused);
  }
}

/** Why a squad was not sent. */
export function dispatchRefusal(refused: DispatchRefusal): HttpProblem {
  switch (refused.code) {
    case 'not_found':
      return new HttpProblem('not_found', { detail: `no such ${refused.what}` });
    case 'unverified':
      return new HttpProblem('alert.unverified');
    case 'squad_off_duty':
      return new HttpProblem('squad.off_duty');
    case 'squad_busy': {
      const { assignment, incidentTitle, sentBy } = refused;
      const { incidentId, phase, sinceMs } = assignment;
      return new HttpProblem('squad.busy', {
        phase,
        occupation: { incidentId, incidentTitle, sentBy, sinceMs },
      });
    }
    case 'wrong_phase':
      return wrongPhase('alert', refused.phase);
    default:
      return assertNever(refused);
  }
}

function wrongPhase(what: 'alert' | 'incident' | 'assignment', phase: string): HttpProblem {
  return new HttpProblem(`${what}.wrong_phase`, { detail: `the ${what} is ${phase}`, phase });
}
