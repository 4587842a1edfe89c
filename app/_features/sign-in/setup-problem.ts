import { ApiError } from '../../_lib/api/index.ts';

/** Why the set-up did not go through; each has its sentence in the messages under `setup`. */
export type SetupProblem =
  | 'fillIn'
  | 'badToken'
  | 'done'
  | 'tooShort'
  | 'tooCommon'
  | 'tooSimple'
  | 'invalid'
  | 'unreachable'
  | 'unexpected';

const byCode: Readonly<Record<string, SetupProblem>> = {
  'setup.bad_token': 'badToken',
  'setup.done': 'done',
  'password.too_short': 'tooShort',
  'password.too_common': 'tooCommon',
  'password.too_simple': 'tooSimple',
  'body.invalid': 'invalid',
};

/** Reads what `setUp` has thrown. */
export function setupProblem(error: unknown): SetupProblem {
  const failure = error instanceof ApiError ? error.failure : null;
  if (failure?.kind === 'unreachable') return 'unreachable';
  const code = failure?.kind === 'problem' ? failure.problem?.code : undefined;
  return (code === undefined ? undefined : byCode[code]) ?? 'unexpected';
}
