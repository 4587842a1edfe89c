import { newToken, type Random } from './token.ts';

/** What a request shows of who sends it: the token of a browser's cookie, or the key of another system. */
export interface Credential {
  readonly carrier: 'cookie' | 'bearer';
  /** Null when there is none, or it is none that we ever gave. */
  readonly token: string | null;
}

const KEY_PREFIX = 'bwk_';
/** The prefix, by which a key that was published by mistake is found, and 256 bits in base64url. */
const KEY = /^bwk_[\w-]{43}$/;
const BEARER = /^bearer +(.*)$/i;

/** An API key. */
export function newApiKey(random: Random): string {
  return KEY_PREFIX + newToken(random);
}

/**
 * A request with a bearer token (RFC 6750, 2.1) has no cookie for us, right or wrong as the token may be: so neither
 * lends the other its rights. Other schemes are some proxy's business.
 */
export function credentialOf(authorization: string | undefined, cookieToken: string | null): Credential {
  const bearer = BEARER.exec(authorization ?? '')?.[1]?.trim();
  if (bearer === undefined) return { carrier: 'cookie', token: cookieToken };
  return { carrier: 'bearer', token: KEY.test(bearer) ? bearer : null };
}
