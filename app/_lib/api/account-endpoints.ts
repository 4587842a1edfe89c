import type { z } from 'zod';
import {
  type Account,
  accountSchema,
  type ChangePassword,
  type Enrolled,
  type Enrolment,
  type EnrolRequest,
  enrolledSchema,
  enrolmentSchema,
  type Me,
  meSchema,
  type Proof,
  recoveryCodesSchema,
  type SessionEntry,
  type SignInOptions,
  sessionListSchema,
  signInOptionsSchema,
} from '#core/contracts';
import type { SessionId } from '#core/kit';
import { command, request } from './request.ts';

/** The page that sends the browser to the identity provider. */
export const PROVIDER_SIGN_IN = '/api/sign-in/provider';

/** Ways to sign in. */
export function fetchSignInOptions(): Promise<SignInOptions> {
  return request({ path: '/api/sign-in' }, signInOptionsSchema);
}

/** Shows the second factor this session owes. */
export function showSecondFactor(code: string): Promise<Me> {
  return request({ method: 'POST', path: '/api/session/second-factor', body: { code } }, meSchema);
}

/** How the one signed in signs in. */
export function fetchAccount(): Promise<Account> {
  return request({ path: '/api/me' }, accountSchema);
}

/** Sets another password; other sessions end. */
export function changePassword(body: ChangePassword): Promise<Me> {
  return request({ method: 'PUT', path: '/api/me/password', body }, meSchema);
}

/** Asks for a secret for an authenticator app. */
export function offerEnrolment(): Promise<Enrolment> {
  return request({ method: 'POST', path: '/api/me/second-factor/offer' }, enrolmentSchema);
}

/** Enrols it. @returns the recovery codes, which are never given again */
export function confirmEnrolment(body: EnrolRequest): Promise<Enrolled> {
  return request({ method: 'POST', path: '/api/me/second-factor', body }, enrolledSchema);
}

/** Does without a second factor. */
export function removeSecondFactor(body: Proof): Promise<void> {
  return command({ method: 'POST', path: '/api/me/second-factor/remove', body });
}

/** New recovery codes in place of the old ones. */
export async function renewRecoveryCodes(body: Proof): Promise<string[]> {
  const call = { method: 'POST', path: '/api/me/recovery-codes', body } as const;
  const { recoveryCodes }: z.infer<typeof recoveryCodesSchema> = await request(call, recoveryCodesSchema);
  return recoveryCodes;
}

/** Where one is signed in. */
export async function fetchOwnSessions(): Promise<SessionEntry[]> {
  return (await request({ path: '/api/me/sessions' }, sessionListSchema)).sessions;
}

/** Ends a session of one's own. */
export function endOwnSession(id: SessionId): Promise<void> {
  return command({ method: 'DELETE', path: `/api/me/sessions/${encodeURIComponent(id)}` });
}

/** Ends all sessions of one's own but this one. */
export function endOtherSessions(): Promise<void> {
  return command({ method: 'POST', path: '/api/me/sessions/end-others' });
}
