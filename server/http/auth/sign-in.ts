import { isStaleOneTime } from '#core/access';
import type { EpochMs } from '#core/kit';
import { findUserByUsername, type SignInAccount } from '#db/repositories';
import { HttpProblem } from '../errors/problem.ts';
import type { Services } from '../services.ts';
import type { Caller } from './caller.ts';
import { type OpenedSession, openSession, owedBy } from './open-session.ts';

interface Credentials {
  readonly username: string;
  readonly password: string;
}

const BY_PASSWORD = { issuer: null, secondFactorMs: null } as const;

/**
 * Opens a session for whoever knows the password; it may still owe something. A user that does not exist, one that is
 * disabled and a wrong password take the same time and get the same answer.
 * @throws HttpProblem `auth.bad_credentials`, `auth.locked`, `auth.password_expired`, `overloaded`
 */
export async function signIn(
  credentials: Credentials,
  caller: Caller,
  services: Services,
): Promise<OpenedSession> {
  const { username } = credentials;
  const attempt = await services.lockout.begin({ username, address: caller.address, factor: 'password' });
  const account = await verifiedAccount(credentials, services).catch(async (error: unknown) => {
    // With the database away it stays counted; that is one try less, and no way in.
    await attempt.withdrawn().catch(() => {});
    throw error;
  });
  if (account === null) {
    await attempt.failed();
    throw new HttpProblem('auth.bad_credentials');
  }
  if (isStaleOneTime(account.password, services.clock.now())) {
    await attempt.failed();
    throw new HttpProblem('auth.password_expired');
  }
  // The count of wrong codes must not begin anew with every right password.
  if (owedBy(account, BY_PASSWORD, services) === 'second_factor') await attempt.withdrawn();
  else await attempt.succeeded();
  return openSession(account, BY_PASSWORD, caller, services);
}

async function verifiedAccount(
  { username, password }: Credentials,
  { db, passwords, clock }: Services,
): Promise<SignInAccount | null> {
  const account = await findUserByUsername(db, username);
  const matches = await passwords.verify(account?.passwordHash ?? null, password);
  return account !== null && matches && isOpen(account, clock.now()) ? account : null;
}

/** Whether an account may be used at all. */
export function isOpen({ disabled, expiresMs }: SignInAccount, nowMs: EpochMs): boolean {
  return !disabled && (expiresMs === null || expiresMs > nowMs);
}
