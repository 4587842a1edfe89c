import { assertNever } from '#core/kit';
import type { AccountRefusal } from '#db/repositories';
import { HttpProblem } from './problem.ts';

/** Why an account was not made or changed. */
export function accountRefusal(refused: AccountRefusal): HttpProblem {
  switch (refused.code) {
    case 'not_found':
      return new HttpProblem('not_found');
    case 'unknown_unit':
      return new HttpProblem('not_found', { detail: 'no such org unit in use' });
    case 'own_account':
      return new HttpProblem('account.own');
    case 'role_refused':
      return new HttpProblem(
        refused.why === 'auditor_holds_other_role' ? 'account.auditor_apart' : 'account.role_not_for_kind',
      );
    case 'username_taken':
    case 'changed_meanwhile':
    case 'holds_more':
    case 'last_administrator':
      return new HttpProblem(`account.${refused.code}`);
    default:
      return assertNever(refused);
  }
}
