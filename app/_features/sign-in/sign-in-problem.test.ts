import { expect, test } from 'vitest';
import { ApiError } from '../../_lib/api/index.ts';
import { signInProblem } from './sign-in-problem.ts';

const refusal = (status: number, code: string) =>
  new ApiError({ kind: 'problem', status, problem: { type: 'about:blank', title: '', status, code } });

test.each([
  [refusal(401, 'auth.bad_credentials'), { kind: 'wrong' }],
  [refusal(429, 'auth.locked'), { kind: 'locked' }],
  [refusal(401, 'auth.password_expired'), { kind: 'passwordExpired' }],
  [refusal(503, 'database.away'), { kind: 'busyServer' }],
  [refusal(403, 'auth.cross_site'), { kind: 'unexpected', code: 'auth.cross_site' }],
  [new ApiError({ kind: 'problem', status: 500, problem: null }), { kind: 'unexpected', code: '500' }],
  [new ApiError({ kind: 'unreachable' }), { kind: 'unreachable' }],
  [new ApiError({ kind: 'malformed' }), { kind: 'unexpected', code: 'answer' }],
  [new Error('a bug'), { kind: 'unexpected', code: 'page' }],
])('%s', (error, problem) => {
  expect(signInProblem(error)).toEqual(problem);
});
