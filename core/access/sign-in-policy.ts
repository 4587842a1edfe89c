import type { EpochMs } from '#core/kit';
import type { AccountKind } from './account-kind.ts';
import type { Pending } from './principal.ts';
import type { Role } from './role.ts';

export const securityProfiles = ['standard', 'mlps3'] as const;
/**
 * How strict an installation is. `mlps3` adds what GB/T 22239-2019 asks of identification at level 3 (8.1.4.1):
 * passwords of several kinds of characters that are changed regularly, a second factor for everybody, sessions that end
 * soon. `standard` asks for long passwords and leaves them alone (NIST SP 800-63B, 5.1.1.2).
 */
export type SecurityProfile = (typeof securityProfiles)[number];

/** What signing in asks of people. */
export interface SignInPolicy {
  readonly profile: SecurityProfile;
  /** People with one of these roles need a second factor, whatever the profile. */
  readonly secondFactorRoles: readonly Role[];
}

/** Nothing beyond a good password. */
export const standardPolicy: SignInPolicy = { profile: 'standard', secondFactorRoles: [] };

const DAY_MS = 86_400_000;
/** Under `mlps3`, a password that is older opens a session that can only set another. */
const PASSWORD_AGE_MAX_MS = 90 * DAY_MS;
/** Who has not used a one-time password by then asks for another. */
const ONE_TIME_AGE_MAX_MS = 7 * DAY_MS;

/** Whether an account of this kind with these roles must show a second factor. Only people have one. */
export function needsSecondFactor(policy: SignInPolicy, kind: AccountKind, held: readonly Role[]): boolean {
  if (kind !== 'person') return false;
  return policy.profile === 'mlps3' || held.some((role) => policy.secondFactorRoles.includes(role));
}

/** What there is to know of an account's password. */
export interface PasswordState {
  readonly isOneTime: boolean;
  readonly changedMs: EpochMs | null;
}

/** Whether a one-time password was left lying for too long. */
export function isStaleOneTime({ isOneTime, changedMs }: PasswordState, nowMs: EpochMs): boolean {
  return isOneTime && changedMs !== null && nowMs - changedMs > ONE_TIME_AGE_MAX_MS;
}

/** What decides what a session still owes. */
export interface SessionFacts {
  readonly kind: AccountKind;
  readonly roles: readonly Role[];
  /** Whether the account has a second factor. */
  readonly isEnrolled: boolean;
  /** Whether it was shown in this session, to us or to an identity provider that vouches for it. */
  readonly wasShown: boolean;
  /** The password that opened the session; null when another thing did, which no password of ours can be owed to. */
  readonly password: PasswordState | null;
}

/**
 * What a session still owes; null when it is complete. The second factor comes first: whoever has only stolen a password
 * may not set another.
 */
export function pendingOf(facts: SessionFacts, policy: SignInPolicy, nowMs: EpochMs): Pending | null {
  const { kind, roles, isEnrolled, wasShown, password } = facts;
  if (kind !== 'person') return null;
  if (isEnrolled && !wasShown) return 'second_factor';
  if (!wasShown && needsSecondFactor(policy, kind, roles)) return 'enrolment';
  return password !== null && mustChange(password, policy, nowMs) ? 'new_password' : null;
}

function mustChange({ isOneTime, changedMs }: PasswordState, policy: SignInPolicy, nowMs: EpochMs): boolean {
  if (isOneTime) return true;
  return policy.profile === 'mlps3' && nowMs - (changedMs ?? 0) > PASSWORD_AGE_MAX_MS;
}
