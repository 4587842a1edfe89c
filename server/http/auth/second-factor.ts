import type { Principal } from '#core/access';
import { findSignInAccount, type SignInAccount, takeRecoveryCode, takeTotpStep } from '#db/repositories';
import { HttpProblem } from '../errors/problem.ts';
import type { Services } from '../services.ts';
import type { Caller } from './caller.ts';
import type { CountedAttempt } from './lockout.ts';
import { type OpenedSession, renewSession } from './open-session.ts';
import { hashRecoveryCode } from './recovery-codes.ts';
import { readTotpCode, totpStep } from './totp.ts';

/**
 * Takes the second factor of a session that owes it.
 * @throws HttpProblem `auth.nothing_pending`, `auth.bad_code`, `auth.locked`
 */
export async function showSecondFactor(
  principal: Principal,
  code: string,
  caller: Caller,
  services: Services,
): Promise<OpenedSession> {
  if (principal.pending !== 'second_factor') throw new HttpProblem('auth.nothing_pending');
  const { lockout, clock } = services;
  const { address } = caller;
  const attempt = await lockout.begin({ username: principal.username, address, factor: 'second_factor' });
  const account = await ownAccount(principal, services);
  await checked(attempt, () => isCode(account, code, address, services), 'auth.bad_code');
  await attempt.succeeded();
  return renewSession(principal, { secondFactorMs: clock.now() }, caller, services);
}

/** What somebody shows again before they change how they sign in. */
export interface Proof {
  readonly password?: string | undefined;
  readonly code?: string | undefined;
}

/**
 * Sees to it that it is still the account's owner who sits there: the password, where one opens the account, and a code,
 * where it has a second factor.
 * @throws HttpProblem `auth.bad_credentials`, `auth.bad_code`, `auth.locked`
 */
export async function proveAgain(
  account: SignInAccount,
  { password = '', code = '' }: Proof,
  address: string,
  services: Services,
): Promise<void> {
  const { username, passwordHash, secondFactor } = account;
  const factor = secondFactor === null ? 'password' : 'second_factor';
  const attempt = await services.lockout.begin({ username, address, factor });
  if (passwordHash !== null)
    await checked(attempt, () => services.passwords.verify(passwordHash, password), 'auth.bad_credentials');
  if (secondFactor !== null)
    await checked(attempt, () => isCode(account, code, address, services), 'auth.bad_code');
  await attempt.succeeded();
}

/** The account of whoever is signed in. */
export async function ownAccount({ userId }: Principal, { db }: Services): Promise<SignInAccount> {
  const account = await findSignInAccount(db, userId);
  if (account === null) throw new HttpProblem('auth.required');
  return account;
}

async function checked(
  attempt: CountedAttempt,
  check: () => Promise<boolean>,
  code: 'auth.bad_code' | 'auth.bad_credentials',
): Promise<void> {
  const isRight = await check().catch(async (error: unknown) => {
    await attempt.withdrawn().catch(() => {});
    throw error;
  });
  if (isRight) return;
  await attempt.failed();
  throw new HttpProblem(code);
}

/** Whether this is a code of the account's, and uses it up: each is good once. */
async function isCode(
  account: SignInAccount,
  typed: string,
  address: string,
  { db, vault, clock }: Services,
): Promise<boolean> {
  const { id, username, secondFactor } = account;
  if (secondFactor === null) return false;
  const nowMs = clock.now();
  if (readTotpCode(typed) === null) {
    const change = { actor: id, actorName: username, address, nowMs };
    return takeRecoveryCode(db, account, hashRecoveryCode(typed), change);
  }
  const secret = vault.open(secondFactor.sealedSecret, id);
  if (!secret.ok) throw new Error(`the second factor of ${id} was sealed with another key`);
  const step = totpStep(secret.value, typed, nowMs);
  return step !== null && takeTotpStep(db, id, step);
}
