import * as oidc from 'openid-client';
import { type Clock, fail, ok, type Result } from '#core/kit';
import { newToken, type Random } from './token.ts';

export interface IdentityProviderOptions {
  /** Its issuer identifier (OpenID Connect Discovery 1.0): https, or this machine. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What the button on the sign-in page calls it. */
  readonly label: string;
  /** The claim that holds user names of ours, for the first sign-in of an account. */
  readonly usernameClaim: string;
  /** Where it sends browsers back to; must be registered there. */
  readonly redirectUri: string;
}

/** What the way there and back must remember: RFC 6749 `state`, the ID token's `nonce`, RFC 7636 `code_verifier`. */
export interface Flow {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** For whom the provider vouches. */
export interface Vouched {
  readonly issuer: string;
  readonly subject: string;
  readonly username: string | null;
  /** It has seen a second factor (RFC 8176, `mfa`). */
  readonly hasSecondFactor: boolean;
}

/**
 * `away`: no usable answer. `refused`: it, or the user there, has said no. `failed`: an answer that is not for this
 * sign-in: wrong state or nonce, a code used before, a signature that does not hold.
 */
export type ProviderError = 'away' | 'refused' | 'failed';

/** Another server that knows who somebody is: OpenID Connect Core 1.0, authorization code flow. */
export interface IdentityProvider {
  readonly label: string;
  /** Where to send the browser, and what to remember. */
  begin(random: Random): Promise<Result<{ readonly url: string; readonly flow: Flow }, ProviderFailure>>;
  /** @param answer the query the browser came back with */
  finish(
    answer: Readonly<Record<string, string | undefined>>,
    flow: Flow,
  ): Promise<Result<Vouched, ProviderFailure>>;
}

/** With the cause, for the log. */
export interface ProviderFailure {
  readonly code: ProviderError;
  readonly cause: unknown;
}

const TIMEOUT_S = 5;
/** What it says about itself is read again after that: keys and addresses change. */
const DISCOVERY_MS = 3_600_000;

/** Asks the provider about itself when it is first needed, so that we start without it. */
export function identityProvider(options: IdentityProviderOptions, clock: Clock): IdentityProvider {
  const configuration = discovered(options, clock);
  return {
    label: options.label,
    begin: (random) => judged(async () => begin(await configuration(), options, random)),
    finish: (answer, flow) => judged(async () => finish(await configuration(), options, answer, flow)),
  };
}

function discovered(options: IdentityProviderOptions, clock: Clock): () => Promise<oidc.Configuration> {
  let known: { readonly configuration: Promise<oidc.Configuration>; readonly untilMs: number } | null = null;
  return () => {
    const nowMs = clock.monotonicMs();
    if (known !== null && nowMs < known.untilMs) return known.configuration;
    // Shared while it is under way; one that fails is not kept.
    const configuration = discover(options).catch((error: unknown) => {
      known = null;
      throw error;
    });
    known = { configuration, untilMs: nowMs + DISCOVERY_MS };
    return configuration;
  };
}

function discover({ issuer, clientId, clientSecret }: IdentityProviderOptions) {
  const server = new URL(issuer);
  // Without TLS only where nobody is in between; the settings see to it.
  const execute = server.protocol === 'http:' ? [oidc.allowInsecureRequests] : [];
  return oidc.discovery(server, clientId, clientSecret, undefined, {
    timeout: TIMEOUT_S,
    execute: [...execute, oidc.enableNonRepudiationChecks],
  });
}

async function begin(
  configuration: oidc.Configuration,
  { redirectUri }: IdentityProviderOptions,
  random: Random,
) {
  const flow = { state: newToken(random), nonce: newToken(random), verifier: newToken(random) };
  const url = oidc.buildAuthorizationUrl(configuration, {
    redirect_uri: redirectUri,
    scope: 'openid profile',
    state: flow.state,
    nonce: flow.nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(flow.verifier),
    code_challenge_method: 'S256',
  });
  return { url: url.href, flow };
}

async function finish(
  configuration: oidc.Configuration,
  { redirectUri, usernameClaim }: IdentityProviderOptions,
  answer: Readonly<Record<string, string | undefined>>,
  { state, nonce, verifier }: Flow,
): Promise<Vouched> {
  const url = new URL(redirectUri);
  for (const [name, value] of Object.entries(answer))
    if (value !== undefined) url.searchParams.set(name, value);
  const tokens = await oidc.authorizationCodeGrant(configuration, url, {
    expectedState: state,
    expectedNonce: nonce,
    pkceCodeVerifier: verifier,
    idTokenExpected: true,
  });
  const claims = tokens.claims();
  if (claims === undefined) throw new Error('no ID token');
  const { iss: issuer, sub: subject, amr } = claims;
  const said =
    claims[usernameClaim] ?? (await userInfo(configuration, tokens.access_token, subject))[usernameClaim];
  return {
    issuer,
    subject,
    username: typeof said === 'string' && said !== '' ? said : null,
    hasSecondFactor: Array.isArray(amr) && amr.includes('mfa'),
  };
}

/** Providers may tell a user's names here only (OpenID Connect Core 1.0, 5.4). */
async function userInfo(
  configuration: oidc.Configuration,
  accessToken: string,
  subject: string,
): Promise<Readonly<Record<string, unknown>>> {
  if (configuration.serverMetadata().userinfo_endpoint === undefined) return {};
  return oidc.fetchUserInfo(configuration, accessToken, subject);
}

async function judged<Value>(run: () => Promise<Value>): Promise<Result<Value, ProviderFailure>> {
  try {
    return ok(await run());
  } catch (cause) {
    return fail({ code: judge(cause), cause });
  }
}

/** What the library says in codes when there was no answer, or none that a provider gives. */
const AWAY = new Set(['OAUTH_TIMEOUT', 'OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON']);

function judge(error: unknown): ProviderError {
  if (error instanceof oidc.AuthorizationResponseError) return 'refused';
  // What `fetch` throws when it reaches nobody.
  if (error instanceof TypeError) return 'away';
  if (error instanceof oidc.ClientError && AWAY.has(error.code ?? '')) return 'away';
  return isCausedByFetch(error) ? 'away' : 'failed';
}

function isCausedByFetch(error: unknown): boolean {
  return error instanceof Error && error.cause instanceof TypeError;
}
