import { expect, test } from 'vitest';
import { deviceErrors } from '#core/contracts';
import { ApiError } from '../../_lib/api/index.ts';
import { adminProblem } from './admin-problem.ts';

const refusal = (status: number, code: string) =>
  new ApiError({ kind: 'problem', status, problem: { type: 'about:blank', title: code, status, code } });

test.each(deviceErrors)('a device that fails with %s has a sentence of its own', (error) => {
  expect(adminProblem(refusal(422, `device.${error}`))).not.toBe('unexpected');
});

test.each([
  [new ApiError({ kind: 'unreachable' }), 'serverAway'],
  [new ApiError({ kind: 'malformed' }), 'unexpected'],
  [new TypeError('a bug'), 'unexpected'],
  [refusal(409, 'camera.code_taken'), 'codeTaken'],
  [refusal(429, 'preview.too_many'), 'tooManyPreviews'],
  [refusal(429, 'rate.limited'), 'tooMuch'],
  [refusal(403, 'access.denied'), 'notAllowed'],
  [refusal(500, 'toString'), 'unexpected'],
])('%o is %s', (error, problem) => {
  expect(adminProblem(error)).toBe(problem);
});
