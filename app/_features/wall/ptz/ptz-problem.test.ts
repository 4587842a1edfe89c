import { expect, test } from 'vitest';
import { ApiError } from '../../../_lib/api/index.ts';
import { ptzProblem } from './ptz-problem.ts';

const refusal = (status: number, code: string) =>
  new ApiError({ kind: 'problem', status, problem: { type: 'about:blank', title: code, status, code } });

test.each([
  [null, null],
  [new ApiError({ kind: 'unreachable' }), 'noReply'],
  [refusal(502, 'camera.unreachable'), 'noReply'],
  [refusal(503, 'gateway.away'), 'noReply'],
  [refusal(409, 'camera.no_ptz'), 'refused'],
  [refusal(404, 'not_found'), 'refused'],
])('%o is %s', (error, problem) => {
  expect(ptzProblem(error)).toBe(problem);
});
