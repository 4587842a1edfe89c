import type { Log } from '#core/kit';
import { isDatabaseAway } from './database-away.ts';
import { HttpProblem } from './problem.ts';

/** Soon enough for a supervised database that restarts, late enough not to storm it. */
const RETRY_AFTER_S = '2';

/**
 * The one place where anything thrown becomes an answer. What nobody foresaw is a 500 that shows a request id
 * and nothing else; the log line with the same id has the rest.
 */
export function mapError(
  error: unknown,
  context: { readonly requestId: string; readonly log: Log },
): HttpProblem {
  if (error instanceof HttpProblem) return error;
  const { requestId, log } = context;
  if (isDatabaseAway(error)) {
    log.warn({ err: error, requestId }, 'a request found the database away');
    return new HttpProblem('database.away', { headers: { 'Retry-After': RETRY_AFTER_S } });
  }
  log.error({ err: error, requestId }, 'a request failed');
  return new HttpProblem('internal', { detail: `see the server’s log for request ${requestId}` });
}
