import { type AuthChallenge, parseChallenges, strongestChallenge } from './auth-challenge.ts';
import { type Credentials, digestAuthorization } from './digest.ts';

/**
 * Answers the challenges of one connection.
 *
 * A password is tried once: cameras lock out. What is not a refusal is a nonce grown old, which a server should mark
 * `stale=true` and often does not (Q9: Axis M5525, SharpRTSP #126), so a challenge after credentials were already
 * accepted counts as one too. It is answered on the same connection, the stream goes on.
 */
export class Authenticator {
  readonly #credentials: Credentials | null;
  readonly #random: () => number;
  #challenge: AuthChallenge | null = null;
  #nonceCount = 0;
  #accepted = false;

  constructor(credentials: Credentials | null, random: () => number) {
    this.#credentials = credentials;
    this.#random = random;
  }

  /**
   * The `Authorization` field for a request; null while no challenge was met.
   * @param body what the request carries; a device may want it hashed in (RFC 7616, 3.4.3)
   */
  authorize(method: string, uri: string, body = ''): string | null {
    const challenge = this.#challenge;
    const credentials = this.#credentials;
    if (challenge === null || credentials === null) return null;
    if (challenge.scheme === 'basic') {
      const text = Buffer.from(`${credentials.username}:${credentials.password}`, 'utf8').toString('base64');
      return `Basic ${text}`;
    }
    this.#nonceCount++;
    const request = { method, uri, body, nonceCount: this.#nonceCount, cnonce: this.#clientNonce() };
    return digestAuthorization(challenge, credentials, request);
  }

  /** Call when an authorized request got any answer but 401. */
  accept(): void {
    this.#accepted = this.#challenge !== null;
  }

  /**
   * Takes in a 401.
   * @param fields its `WWW-Authenticate` fields
   * @param authorized whether the refused request carried our credentials
   * @returns whether sending it again makes sense
   */
  challenge(fields: readonly string[], authorized: boolean): 'retry' | 'refused' {
    const challenge = strongestChallenge(parseChallenges(fields));
    if (this.#credentials === null || challenge === null) return 'refused';
    const stale = challenge.scheme === 'digest' && (challenge.stale || this.#accepted);
    if (authorized && !stale) return 'refused';
    this.#challenge = challenge;
    this.#nonceCount = 0;
    this.#accepted = false;
    return 'retry';
  }

  #clientNonce(): string {
    const word = (): string =>
      Math.floor(this.#random() * 2 ** 32)
        .toString(16)
        .padStart(8, '0');
    return word() + word();
  }
}
