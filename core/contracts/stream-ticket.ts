import { z } from 'zod';
import { streamProfiles } from '#core/camera';
import { fail, ok, type Result } from '#core/kit';
import { equalInConstantTime } from './constant-time.ts';
import { cameraIdSchema, sessionIdSchema, userIdSchema } from './ids.ts';

const claimsSchema = z.object({
  sessionId: sessionIdSchema,
  userId: userIdSchema,
  cameraId: cameraIdSchema,
  profile: z.enum(streamProfiles),
  /** When the rights that it was issued by were read. Rights that changed later are not in it. */
  issuedAtMs: z.number().int(),
  expiresAtMs: z.number().int(),
});
/** What a ticket says: this session of this account may watch this profile of this camera until then. */
export type TicketClaims = z.infer<typeof claimsSchema>;

/** A keyed digest of `data`, base64url. Injected: this module has no crypto of its own and runs anywhere. */
export type Hmac = (data: string) => string;

export type TicketError = 'malformed' | 'forged' | 'expired';

/**
 * How long a ticket lives at most. Players renew at half of it. One that is revoked ends at once; where word of that
 * does not reach the gateway, it is this that ends it.
 */
export const TICKET_LIFETIME_MS = 60_000;

const encode = (text: string): string =>
  btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
const decode = (text: string): string => atob(text.replaceAll('-', '+').replaceAll('_', '/'));

/** Makes `<base64url claims>.<hmac>`. */
export function signTicket(claims: TicketClaims, hmac: Hmac): string {
  const body = encode(JSON.stringify(claims));
  return `${body}.${hmac(body)}`;
}

/** Checks signature, shape and expiry, in that order. Whether it fits the stream asked for is the caller's check. */
export function verifyTicket(ticket: string, hmac: Hmac, nowMs: number): Result<TicketClaims, TicketError> {
  const [body, signature, rest] = ticket.split('.');
  if (body === undefined || signature === undefined || rest !== undefined) return fail('malformed');
  if (!equalInConstantTime(signature, hmac(body))) return fail('forged');
  const claims = claimsSchema.safeParse(parseJson(body));
  if (!claims.success) return fail('malformed');
  return claims.data.expiresAtMs > nowMs ? ok(claims.data) : fail('expired');
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(decode(body));
  } catch {
    return undefined;
  }
}
