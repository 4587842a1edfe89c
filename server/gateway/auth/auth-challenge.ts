export const digestAlgorithms = ['SHA-256', 'SHA-512-256', 'MD5'] as const;
/** RFC 7616, 6.1; the strongest that a camera is known to offer comes first. */
export type DigestAlgorithm = (typeof digestAlgorithms)[number];

export interface DigestChallenge {
  readonly scheme: 'digest';
  readonly algorithm: DigestAlgorithm;
  /** The `-sess` variant of the algorithm. */
  readonly session: boolean;
  readonly realm: string;
  readonly nonce: string;
  readonly opaque: string | null;
  readonly qop: 'auth' | 'auth-int' | null;
  readonly stale: boolean;
  readonly userhash: boolean;
}

export interface BasicChallenge {
  readonly scheme: 'basic';
  readonly realm: string;
}

export type AuthChallenge = DigestChallenge | BasicChallenge;

/** A parameter, quoted or not; or a scheme, which is a token without `=`. */
const PIECE = /([A-Za-z][\w-]*)[ \t]*=[ \t]*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]*))|([A-Za-z][\w-]*)/g;

/**
 * Reads `WWW-Authenticate` fields (RFC 7235, 4.1): each may hold several challenges. Unknown schemes, algorithms and
 * parameters (Q9: Hikvision's `random`) are passed over.
 */
export function parseChallenges(fields: readonly string[]): AuthChallenge[] {
  return fields.flatMap((field) =>
    splitChallenges(field).flatMap(({ scheme, parameters }) => {
      const challenge = readChallenge(scheme, parameters);
      return challenge === null ? [] : [challenge];
    }),
  );
}

/** The strongest one (RFC 7616, 3.7); null when there is none we can answer. */
export function strongestChallenge(challenges: readonly AuthChallenge[]): AuthChallenge | null {
  const rank = (challenge: AuthChallenge): number =>
    challenge.scheme === 'basic' ? digestAlgorithms.length : digestAlgorithms.indexOf(challenge.algorithm);
  return [...challenges].sort((a, b) => rank(a) - rank(b))[0] ?? null;
}

function splitChallenges(field: string): { scheme: string; parameters: Map<string, string> }[] {
  const challenges: { scheme: string; parameters: Map<string, string> }[] = [];
  for (const [, name, quoted, bare, scheme] of field.matchAll(PIECE)) {
    if (scheme !== undefined) challenges.push({ scheme: scheme.toLowerCase(), parameters: new Map() });
    else if (name !== undefined) {
      const value = quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '';
      challenges.at(-1)?.parameters.set(name.toLowerCase(), value);
    }
  }
  return challenges;
}

function readChallenge(scheme: string, parameters: Map<string, string>): AuthChallenge | null {
  const realm = parameters.get('realm') ?? '';
  if (scheme === 'basic') return { scheme: 'basic', realm };
  const nonce = parameters.get('nonce');
  if (scheme !== 'digest' || nonce === undefined) return null;
  const named = (parameters.get('algorithm') ?? 'MD5').toUpperCase();
  const session = named.endsWith('-SESS');
  const algorithm = digestAlgorithms.find((known) => known === named.replace(/-SESS$/, ''));
  if (algorithm === undefined) return null;
  const offered = (parameters.get('qop') ?? '').toLowerCase().split(/[\s,]+/);
  return {
    scheme: 'digest',
    algorithm,
    session,
    realm,
    nonce,
    opaque: parameters.get('opaque') ?? null,
    qop: offered.includes('auth') ? 'auth' : offered.includes('auth-int') ? 'auth-int' : null,
    stale: parameters.get('stale')?.toLowerCase() === 'true',
    userhash: parameters.get('userhash')?.toLowerCase() === 'true',
  };
}
