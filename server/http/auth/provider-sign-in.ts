import { z } from 'zod';
import { type EpochMs, fail, ok, type Result } from '#core/kit';
import {
  findAccountOfIdentity,
  findUserByUsername,
  linkIdentity,
  recordRefusedSignIn,
  type SignInAccount,
} from '#db/repositories';
import type { Services } from '../services.ts';
import type { Caller } from './caller.ts';
import type { Flow, IdentityProvider, ProviderError, Vouched } from './identity-provider.ts';
import { type OpenedSession, openSession } from './open-session.ts';
import { isOpen } from './sign-in.ts';

/** Long enough to sign in there, with a second factor. */
const FLOW_MS = 10 * 60_000;
const FLOW_OWNER = 'the way to the identity provider';

const flowSchema = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  untilMs: z.number(),
});

/** Why nobody was let in; the sign-in page has a sentence for each. `stale`: begun elsewhere, or too long ago. */
export type ProviderProblem = ProviderError | 'stale' | 'no_account';

/** @returns where to send the browser, and the flow for its cookie */
export async function beginProviderSignIn(
  provider: IdentityProvider,
  { random, vault, clock, log }: Services,
): Promise<Result<{ readonly url: string; readonly sealedFlow: string }, ProviderProblem>> {
  const begun = await provider.begin(random);
  if (!begun.ok) {
    log.warn({ reason: reasonOf(begun.error.cause) }, 'the identity provider cannot be asked');
    return fail(begun.error.code);
  }
  const { url, flow } = begun.value;
  const sealed = vault.seal(JSON.stringify({ ...flow, untilMs: clock.now() + FLOW_MS }), FLOW_OWNER);
  return ok({ url, sealedFlow: Buffer.from(sealed).toString('base64url') });
}

/** Opens a session for whom the provider vouches, if an account here is theirs. */
export async function finishProviderSignIn(
  provider: IdentityProvider,
  { answer, sealedFlow }: { readonly answer: Answer; readonly sealedFlow: string | null },
  caller: Caller,
  services: Services,
): Promise<Result<OpenedSession, ProviderProblem>> {
  const flow = openFlow(sealedFlow, services.clock.now(), services);
  if (flow === null) return fail('stale');
  const finished = await provider.finish(answer, flow);
  if (!finished.ok) {
    const reason = reasonOf(finished.error.cause);
    services.log.warn({ reason }, 'a sign-in at the identity provider came to nothing');
    return fail(finished.error.code);
  }
  const vouched = finished.value;
  const account = await accountOf(vouched, caller, services);
  const nowMs = services.clock.now();
  if (account === null) {
    const username = vouched.username ?? vouched.subject;
    const { address } = caller;
    const refused = { username, address, factor: 'identity_provider', lockedUntilMs: null, nowMs } as const;
    await recordRefusedSignIn(services.db, refused);
    return fail('no_account');
  }
  const shown = { issuer: vouched.issuer, secondFactorMs: vouched.hasSecondFactor ? nowMs : null };
  return ok(await openSession(account, shown, caller, services));
}

/** In words only: the error itself may carry claims and answers. */
function reasonOf(cause: unknown): string {
  const inner = cause instanceof Error && cause.cause instanceof Error ? `: ${cause.cause.message}` : '';
  return `${String(cause)}${inner}`;
}

type Answer = Readonly<Record<string, string | undefined>>;

function openFlow(sealedFlow: string | null, nowMs: EpochMs, { vault }: Services): Flow | null {
  if (sealedFlow === null) return null;
  const opened = vault.open(Buffer.from(sealedFlow, 'base64url'), FLOW_OWNER);
  if (!opened.ok) return null;
  const { untilMs, ...flow } = flowSchema.parse(JSON.parse(opened.value));
  return nowMs < untilMs ? flow : null;
}

/**
 * The account that is linked to them; at the first time, the one of that name which no password opens. One that has a
 * password has an owner who can show it, and is not given to whoever bears the same name elsewhere: user names at a
 * provider may be chosen, and given again (OpenID Connect Core 1.0, 5.7).
 */
async function accountOf(
  { issuer, subject, username }: Vouched,
  { address }: Caller,
  { db, clock }: Services,
): Promise<SignInAccount | null> {
  const nowMs = clock.now();
  const open = (account: SignInAccount | null) =>
    account !== null && account.kind === 'person' && isOpen(account, nowMs) ? account : null;
  const linked = await findAccountOfIdentity(db, { issuer, subject });
  if (linked !== null) return open(linked);
  const named = username === null ? null : open(await findUserByUsername(db, username));
  if (named === null || named.passwordHash !== null) return null;
  const change = { actor: named.id, actorName: named.username, address, nowMs };
  const result = await linkIdentity(db, named, { issuer, subject }, change);
  // Taken: by another at this moment, or by the same one in another window.
  return result.ok ? named : open(await findAccountOfIdentity(db, { issuer, subject }));
}
