import { expect, test } from 'vitest';
import { ApiError } from '../../_lib/api/index.ts';
import { setupProblem } from './setup-problem.ts';

const refusal = (code: string) =>
  new ApiError({
    kind: 'problem',
    status: 400,
    problem: { type: 'about:blank', title: '', status: 400, code },
  });

test.each([
  [refusal('setup.bad_token'), 'badToken'],
  [refusal('setup.done'), 'done'],
  [refusal('password.too_short'), 'tooShort'],
  [refusal('body.invalid'), 'invalid'],
  [refusal('internal'), 'unexpected'],
  [new ApiError({ kind: 'unreachable' }), 'unreachable'],
  [new Error('a bug'), 'unexpected'],
])('%s', (error, problem) => {
  expect(setupProblem(error)).toBe(problem);
});
