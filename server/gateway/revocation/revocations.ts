import { type Hmac, type TicketClaims, verifyTicket } from '#core/contracts';
import { type Cancel, fail, ok, type Result } from '#core/kit';

/** Which tickets are void before they expire. */
export interface Revocations {
  isRevoked(claims: TicketClaims): boolean;
  /** Calls `listener` whenever further tickets have become void, until the returned function is called. */
  onRevoked(listener: () => void): Cancel;
}

export type TicketRefusal = 'invalid' | 'expired' | 'revoked';

/** What a ticket says. Whether it fits the stream asked for is the caller's check. */
export function readTicket(
  ticket: string,
  by: { readonly hmac: Hmac; readonly nowMs: number; readonly revocations: Revocations },
): Result<TicketClaims, TicketRefusal> {
  const claims = verifyTicket(ticket, by.hmac, by.nowMs);
  if (!claims.ok) return fail(claims.error === 'expired' ? 'expired' : 'invalid');
  return by.revocations.isRevoked(claims.value) ? fail('revoked') : ok(claims.value);
}
