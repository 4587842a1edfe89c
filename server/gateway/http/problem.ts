import { STATUS_CODES } from 'node:http';
import type { Problem } from '#core/contracts';

/** Every refusal the gateway gives, and its status. Codes are stable; clients translate them. */
export const problems = {
  malformed_request: 400,
  bad_directive: 400,
  too_far_ahead: 400,
  ticket_missing: 401,
  ticket_invalid: 401,
  ticket_expired: 401,
  ticket_revoked: 401,
  origin_refused: 403,
  not_found: 404,
  method_not_allowed: 405,
  body_too_large: 413,
  url_too_long: 414,
  overloaded: 503,
  not_ready: 503,
  stream_closed: 503,
  unavailable: 503,
  shutting_down: 503,
  internal: 500,
} as const;
export type ProblemCode = keyof typeof problems;

/** RFC 9457. */
export function problemFor(code: ProblemCode): Problem {
  const status = problems[code];
  return { type: 'about:blank', title: STATUS_CODES[status] ?? 'Error', status, code };
}
