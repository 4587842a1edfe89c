import { createHash } from 'node:crypto';
import type { DigestAlgorithm, DigestChallenge } from './auth-challenge.ts';

export interface Credentials {
  readonly username: string;
  readonly password: string;
}

export interface DigestRequest {
  readonly method: string;
  /** The request URI, exactly as it stands in the request line. */
  readonly uri: string;
  /** The body, hashed in where the device wants `auth-int`; empty for none. */
  readonly body: string;
  /** How many requests have been made with this nonce, this one included. */
  readonly nonceCount: number;
  readonly cnonce: string;
}

const hashNames: Readonly<Record<DigestAlgorithm, string>> = {
  MD5: 'md5',
  'SHA-256': 'sha256',
  'SHA-512-256': 'sha512-256',
};

/** The value of the `Authorization` field that answers a challenge (RFC 7616, 3.4). */
export function digestAuthorization(
  challenge: DigestChallenge,
  credentials: Credentials,
  request: DigestRequest,
): string {
  const hash = (text: string): string =>
    createHash(hashNames[challenge.algorithm]).update(text, 'utf8').digest('hex');
  const { realm, nonce, qop } = challenge;
  const { username, password } = credentials;
  const nonceCount = request.nonceCount.toString(16).padStart(8, '0');
  const a1 = hash(`${username}:${realm}:${password}`);
  const secret = challenge.session ? hash(`${a1}:${nonce}:${request.cnonce}`) : a1;
  const bodyHash = qop === 'auth-int' ? `:${hash(request.body)}` : '';
  const a2 = hash(`${request.method}:${request.uri}${bodyHash}`);
  const response =
    qop === null
      ? hash(`${secret}:${nonce}:${a2}`)
      : hash(`${secret}:${nonce}:${nonceCount}:${request.cnonce}:${qop}:${a2}`);
  const fields = [
    `username="${quote(challenge.userhash ? hash(`${username}:${realm}`) : username)}"`,
    `realm="${quote(realm)}"`,
    `nonce="${quote(nonce)}"`,
    `uri="${quote(request.uri)}"`,
    `response="${response}"`,
    `algorithm=${challenge.algorithm}${challenge.session ? '-sess' : ''}`,
  ];
  if (challenge.opaque !== null) fields.push(`opaque="${quote(challenge.opaque)}"`);
  if (qop !== null) fields.push(`qop=${qop}`, `nc=${nonceCount}`);
  if (qop !== null || challenge.session) fields.push(`cnonce="${request.cnonce}"`);
  if (challenge.userhash) fields.push('userhash=true');
  return `Digest ${fields.join(', ')}`;
}

const quote = (text: string): string => text.replace(/[\\"]/g, '\\$&');
