import { createHash } from 'node:crypto';
import type { Clock } from '#core/kit';
import type { Credentials } from '#sim/rtsp';
import { child, childText, type SoapElement } from './soap-reader.ts';

/** As strict as devices are that refuse clients with a wrong clock. */
const SKEW_MAX_MS = 300_000;
const DIGEST_TYPE = /#PasswordDigest$/;

/**
 * Judges the UsernameToken of a message's header (WS-Security UsernameToken Profile 1.0, 3.1):
 * PasswordDigest = Base64(SHA-1(nonce + created + password)).
 * @returns null when there is none
 */
export function checkUsernameToken(
  header: readonly SoapElement[],
  credentials: Credentials,
  clock: Clock,
): 'granted' | 'denied' | null {
  const security = header.find(({ name }) => name === 'Security');
  const token = child(security, 'UsernameToken');
  if (token === undefined) return null;
  const created = childText(token, 'Created') ?? '';
  const nonce = Buffer.from(childText(token, 'Nonce') ?? '', 'base64');
  const given = child(token, 'Password');
  const expected = createHash('sha1')
    .update(nonce)
    .update(created)
    .update(credentials.password)
    .digest('base64');
  const isRight =
    childText(token, 'Username') === credentials.username &&
    DIGEST_TYPE.test(given?.attributes.get('Type') ?? '') &&
    given?.text.trim() === expected;
  // NaN, for what is no time, compares false.
  const isTimely = Math.abs(clock.now() - Date.parse(created)) <= SKEW_MAX_MS;
  return isRight && isTimely ? 'granted' : 'denied';
}
