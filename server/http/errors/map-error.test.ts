import { expect, it, vi } from 'vitest';
import { mapError } from './map-error.ts';
import { HttpProblem } from './problem.ts';

function map(error: unknown) {
  const log = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() };
  return { log, problem: mapError(error, { requestId: 'req_1', log }) };
}

it('what nobody foresaw shows a request id and nothing else; the log has the rest', () => {
  const error = new TypeError('secret of the inside');
  const { log, problem } = map(error);
  expect(problem.toBody()).toEqual({
    type: 'about:blank',
    title: 'The server failed',
    status: 500,
    code: 'internal',
    detail: 'see the server’s log for request req_1',
  });
  expect(log.error).toHaveBeenCalledWith({ err: error, requestId: 'req_1' }, expect.any(String));
});

it('a refusal goes out as it was meant, and is nothing for the log', () => {
  const refusal = new HttpProblem('not_found');
  const { log, problem } = map(refusal);
  expect(problem).toBe(refusal);
  expect(log.error).not.toHaveBeenCalled();
});

it('a database that is away is 503, and when to ask again', async () => {
  const { problem } = map(Object.assign(new Error('secret host'), { code: '57P01' }));
  const response = problem.toResponse();
  expect(response.status).toBe(503);
  expect(response.headers.get('retry-after')).toBe('2');
  expect(await response.text()).not.toContain('secret');
});
