import type { IncomingMessage } from 'node:http';
import { type Hmac, verifyServiceToken } from '#core/contracts';
import type { Clock } from '#core/kit';
import { bearerToken } from './bearer.ts';
import type { ProblemCode } from './problem.ts';

/** Whether a request comes from one of our own roles. @returns what is wrong with it; null when nothing is */
export function serviceTokenProblem(
  request: Pick<IncomingMessage, 'headers'>,
  { hmac, clock }: { readonly hmac: Hmac; readonly clock: Clock },
): ProblemCode | null {
  const token = bearerToken(request.headers.authorization);
  if (token === null) return 'ticket_missing';
  const verified = verifyServiceToken(token, hmac, clock.now());
  if (verified.ok) return null;
  return verified.error === 'expired' ? 'ticket_expired' : 'ticket_invalid';
}
