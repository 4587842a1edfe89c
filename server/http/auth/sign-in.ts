import type { Principal } from '#core/access';
import { newId } from '#core/kit';
import { createSession, findPrincipal, findUserByUsername, recordRefusedSignIn } from '#db/repositories';
import { HttpProblem } from '../errors/problem.ts';
import type { Services } from '../services.ts';
import { hashToken, newToken } from './token.ts';

/** S3: a wall asks for tickets all the time, so only a closed one is idle; no shift is longer than the second. */
const IDLE_TIMEOUT_MS = 60 * 60_000;
const ABSOLUTE_TIMEOUT_MS = 16 * 60 * 60_000;

interface Credentials {
  readonly username: string;
  readonly password: string;
  readonly address: string;
}

/**
 * Opens a session for whoever knows the password. A user that does not exist, one that is disabled and a wrong
 * password take the same time and get the same answer.
 * @throws HttpProblem `auth.bad_credentials`, `auth.locked`, `overloaded`
 */
export async function signIn(
  credentials: Credentials,
  services: Services,
): Promise<{ readonly principal: Principal; readonly token: string }> {
  const { lockout, db, clock } = services;
  const lock = lockout.begin(credentials);
  if (lock !== null) {
    const retryAfterS = Math.ceil(lock.retryAfterMs / 1000);
    throw new HttpProblem('auth.locked', { headers: { 'Retry-After': String(retryAfterS) } });
  }
  const userId = await verifiedUser(credentials, services);
  if (userId === null) {
    const { username, address } = credentials;
    await recordRefusedSignIn(db, { username, address, nowMs: clock.now() });
    throw new HttpProblem('auth.bad_credentials');
  }
  lockout.succeeded(credentials);
  return openSession(userId, services);
}

async function verifiedUser(
  credentials: Credentials,
  services: Services,
): Promise<Principal['userId'] | null> {
  const { db, lockout, passwords } = services;
  try {
    const user = await findUserByUsername(db, credentials.username);
    const matches = await passwords.verify(user?.passwordHash ?? null, credentials.password);
    return user !== null && matches && !user.disabled ? user.id : null;
  } catch (error) {
    lockout.withdrawn(credentials);
    throw error;
  }
}

async function openSession(userId: Principal['userId'], { db, clock, random }: Services) {
  const token = newToken(random);
  const tokenHash = hashToken(token);
  const nowMs = clock.now();
  await createSession(db, {
    id: newId('ses', random),
    userId,
    tokenHash,
    nowMs,
    idleTimeoutMs: IDLE_TIMEOUT_MS,
    expiresMs: nowMs + ABSOLUTE_TIMEOUT_MS,
  });
  const principal = await findPrincipal(db, tokenHash, nowMs);
  // Disabled between the check of the password and now.
  if (principal === null) throw new HttpProblem('auth.bad_credentials');
  return { principal, token };
}
