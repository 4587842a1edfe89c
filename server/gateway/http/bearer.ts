import type { StreamProfile } from '#core/camera';
import type { Hmac, TicketClaims } from '#core/contracts';
import { type CameraId, fail, type Result } from '#core/kit';
import { type Revocations, readTicket } from '../revocation/index.ts';
import type { ProblemCode } from './problem.ts';

/** The credentials of an `Authorization: Bearer` header (RFC 6750, 2.1); null without one. */
export function bearerToken(authorization: string | undefined): string | null {
  return /^Bearer ([\w.~+/-]{1,1024}=*)$/i.exec(authorization ?? '')?.[1] ?? null;
}

export interface TicketCheck {
  readonly authorization: string | undefined;
  readonly cameraId: CameraId;
  /** null: whichever profile the ticket is for. */
  readonly profile: StreamProfile | null;
  readonly hmac: Hmac;
  readonly nowMs: number;
  readonly revocations: Revocations;
}

/**
 * Whether the request's ticket is good for this stream. A good ticket for another stream finds nothing here.
 * @returns what the ticket says
 */
export function checkTicket(check: TicketCheck): Result<TicketClaims, ProblemCode> {
  const token = bearerToken(check.authorization);
  if (token === null) return fail('ticket_missing');
  const claims = readTicket(token, check);
  if (!claims.ok) return fail(`ticket_${claims.error}` as const);
  const { cameraId, profile } = claims.value;
  const fits = cameraId === check.cameraId && (check.profile === null || profile === check.profile);
  return fits ? claims : fail('not_found');
}
