import { borderRefusals } from '#core/org';
import { ApiError } from '../../../_lib/api/index.ts';
import { type AdminProblem, adminProblem } from '../admin-problem.ts';

/** Why the tree stays as it is; each has its sentence in the messages under `admin.org.problems`. */
export const orgProblems = [
  'changed_meanwhile',
  'code_taken',
  'bad_code',
  'level_mismatch',
  'closed',
  'inside_itself',
  'is_root',
  'has_open_units',
  'gone',
  ...borderRefusals,
] as const;
export type OrgProblem = (typeof orgProblems)[number];

/** Reads what a call of the API has thrown. */
export function orgProblem(error: unknown): { readonly org: OrgProblem } | { readonly admin: AdminProblem } {
  const failure = error instanceof ApiError ? error.failure : null;
  const problem = failure?.kind === 'problem' ? failure.problem : null;
  const code = problem?.code ?? '';
  if (code === 'not_found') return { org: 'gone' };
  const word = code === 'org.bad_border' ? (problem?.errors?.[0]?.message ?? '') : code.replace('org.', '');
  const known = orgProblems.find((each) => each === word);
  return known === undefined ? { admin: adminProblem(error) } : { org: known };
}
