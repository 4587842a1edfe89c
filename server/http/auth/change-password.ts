import { isStaleOneTime, type Principal } from '#core/access';
import { changeOwnPassword } from '#db/repositories';
import { HttpProblem } from '../errors/problem.ts';
import type { Services } from '../services.ts';
import { passwordProblem } from './password-policy.ts';
import { ownAccount } from './second-factor.ts';

/**
 * Gives whoever is signed in another password, against the present one; their other sessions end.
 * @throws HttpProblem `auth.bad_credentials`, `auth.locked`, `auth.password_expired`, `password.…`,
 *   `account.changed_meanwhile`
 */
export async function changePassword(
  principal: Principal,
  { present, next }: { readonly present: string; readonly next: string },
  address: string,
  services: Services,
): Promise<void> {
  const { lockout, passwords, clock, db, signInPolicy } = services;
  const { userId, username, sessionId } = principal;
  const account = await ownAccount(principal, services);
  const { passwordHash } = account;
  if (passwordHash === null) throw new HttpProblem('password.none');
  const attempt = await lockout.begin({ username, address, factor: 'password' });
  const isPresent = await passwords.verify(passwordHash, present).catch(async (error: unknown) => {
    await attempt.withdrawn().catch(() => {});
    throw error;
  });
  if (!isPresent) {
    await attempt.failed();
    throw new HttpProblem('auth.bad_credentials');
  }
  await attempt.succeeded();
  if (isStaleOneTime(account.password, clock.now())) throw new HttpProblem('auth.password_expired');
  if (next === present) throw new HttpProblem('password.same_as_before');
  const weakness = passwordProblem(next, username, signInPolicy.profile);
  if (weakness !== null) throw new HttpProblem(weakness);
  const changed = await changeOwnPassword(
    db,
    { ...account, passwordHash },
    { passwordHash: await passwords.hash(next), sessionId },
    { actor: userId, actorName: username, address, nowMs: clock.now() },
  );
  if (!changed.ok) throw new HttpProblem(`account.${changed.error}`);
}
