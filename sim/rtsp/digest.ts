import { createHash } from 'node:crypto';
import type { Clock } from '#core/kit';

/** Whom the cameras let in. One account for all of them, as installers do. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

export type Verdict = 'granted' | 'denied' | 'stale';

const REALM = 'IP Camera';
const NONCE_LIFETIME_MS = 300_000;

type Digest = (text: string) => string;
const digestOf =
  (algorithm: string): Digest =>
  (text) =>
    createHash(algorithm).update(text, 'utf8').digest('hex');
const md5 = digestOf('md5');

/** By name as challenges have it, the best first (RFC 7616 3.7). */
const ALGORITHMS: ReadonlyMap<string, Digest> = new Map([
  ['SHA-256', digestOf('sha256')],
  ['MD5', md5],
]);

/**
 * Digest access authentication: as RTSP servers use it, RFC 2617 3.2 with MD5 and without `qop`, which RFC 7616 keeps; and
 * as HTTP servers do, RFC 7616 with a choice of algorithms. Nonces are self-contained (RFC 7616 3.3): a time and a hash
 * of it with a secret of this process, so they hold across connections and expire by themselves.
 */
export class DigestGuard {
  readonly #credentials: Credentials;
  readonly #clock: Clock;
  readonly #secret: string;

  constructor(options: {
    readonly credentials: Credentials;
    readonly clock: Clock;
    readonly random: () => number;
  }) {
    this.#credentials = options.credentials;
    this.#clock = options.clock;
    this.#secret = md5(`${options.random()}:${options.random()}`);
  }

  /** The value of WWW-Authenticate over RTSP. `stale` tells the client that only its nonce was wrong. */
  challenge(stale: boolean): string {
    const nonce = this.#nonceOf(this.#clock.now().toString(16));
    return `Digest realm="${REALM}", nonce="${nonce}", algorithm=MD5, stale=${stale ? 'TRUE' : 'FALSE'}`;
  }

  /** The values of WWW-Authenticate over HTTP, one for each algorithm. */
  httpChallenges(stale: boolean): string[] {
    const nonce = this.#nonceOf(this.#clock.now().toString(16));
    return [...ALGORITHMS.keys()].map(
      (algorithm) =>
        `Digest realm="${REALM}", qop="auth", algorithm=${algorithm}, nonce="${nonce}", stale=${stale}`,
    );
  }

  /** Judges the Authorization header of a request. */
  check(authorization: string | undefined, method: string, uri: string): Verdict {
    const fields = parseDigestFields(authorization ?? '');
    if (fields === null) return 'denied';
    const digest = ALGORITHMS.get((fields.get('algorithm') ?? 'MD5').toUpperCase());
    if (digest === undefined) return 'denied';
    const nonce = fields.get('nonce') ?? '';
    const { username, password } = this.#credentials;
    const secret = digest(`${username}:${REALM}:${password}`);
    const qop = fields.get('qop');
    const counted = qop === undefined ? '' : `:${fields.get('nc')}:${fields.get('cnonce')}:${qop}`;
    const expected = digest(`${secret}:${nonce}${counted}:${digest(`${method}:${uri}`)}`);
    const rightPassword =
      fields.get('username') === username &&
      fields.get('realm') === REALM &&
      fields.get('uri') === uri &&
      fields.get('response') === expected;
    if (!rightPassword) return 'denied';
    return this.#isFresh(nonce) ? 'granted' : 'stale';
  }

  #nonceOf(time: string): string {
    return `${time}.${md5(`${time}:${this.#secret}`)}`;
  }

  #isFresh(nonce: string): boolean {
    const time = nonce.slice(0, nonce.indexOf('.'));
    const ageMs = this.#clock.now() - Number.parseInt(time, 16);
    return nonce === this.#nonceOf(time) && ageMs >= 0 && ageMs <= NONCE_LIFETIME_MS;
  }
}

/** Reads `Digest name="value", name=token, …`; `null` if it is anything else. */
function parseDigestFields(header: string): Map<string, string> | null {
  const scheme = /^Digest\s+/i.exec(header);
  if (scheme === null) return null;
  const fields = new Map<string, string>();
  const field = /\s*([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+))\s*(?:,|$)/y;
  field.lastIndex = scheme[0].length;
  while (field.lastIndex < header.length) {
    const match = field.exec(header);
    if (match === null) return null;
    const [, name = '', quoted, token = ''] = match;
    fields.set(name.toLowerCase(), quoted === undefined ? token : quoted.replaceAll(/\\(.)/g, '$1'));
  }
  return fields;
}
