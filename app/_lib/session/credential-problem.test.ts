import { expect, test } from 'vitest';
import { ApiError } from '../api/index.ts';
import { messages } from '../i18n/messages.ts';
import { credentialProblem, FormError } from './credential-problem.ts';

const refusal = (status: number, code: string) =>
  new ApiError({ kind: 'problem', status, problem: { type: 'about:blank', title: '', status, code } });

test.each([
  [refusal(401, 'auth.bad_code'), { kind: 'wrongCode' }],
  [refusal(429, 'auth.locked'), { kind: 'locked' }],
  [refusal(422, 'password.too_simple'), { kind: 'tooSimple' }],
  [refusal(401, 'auth.required'), { kind: 'ended' }],
  [refusal(503, 'overloaded'), { kind: 'busyServer' }],
  [refusal(500, 'internal'), { kind: 'unexpected', code: 'internal' }],
  [refusal(400, 'toString'), { kind: 'unexpected', code: 'toString' }],
  [new ApiError({ kind: 'problem', status: 500, problem: null }), { kind: 'unexpected', code: '500' }],
  [new ApiError({ kind: 'unreachable' }), { kind: 'unreachable' }],
  [new ApiError({ kind: 'malformed' }), { kind: 'unexpected', code: 'answer' }],
  [new FormError('notTheSame'), { kind: 'notTheSame' }],
  [new Error('a bug'), { kind: 'unexpected', code: 'page' }],
])('%s', (error, problem) => {
  expect(credentialProblem(error)).toEqual(problem);
  expect(messages.en.credentials).toHaveProperty(problem.kind);
});
