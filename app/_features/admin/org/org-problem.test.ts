import { expect, test } from 'vitest';
import { ApiError } from '../../../_lib/api/index.ts';
import { orgProblem } from './org-problem.ts';

const refusal = (status: number, code: string, errors?: { path: string; message: string }[]) =>
  new ApiError({
    kind: 'problem',
    status,
    problem: { type: 'about:blank', title: code, status, code, ...(errors !== undefined && { errors }) },
  });

test.each([
  [refusal(409, 'org.code_taken'), { org: 'code_taken' }],
  [refusal(404, 'not_found'), { org: 'gone' }],
  [refusal(422, 'org.bad_border', [{ path: 'geoJson', message: 'out_of_range' }]), { org: 'out_of_range' }],
  [refusal(422, 'body.invalid'), { admin: 'invalid' }],
  [refusal(500, 'org.__proto__'), { admin: 'unexpected' }],
  [new ApiError({ kind: 'unreachable' }), { admin: 'serverAway' }],
])('%o is %o', (error, problem) => {
  expect(orgProblem(error)).toEqual(problem);
});
