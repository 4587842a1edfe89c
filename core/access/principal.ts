import type { EpochMs, Locale, LocalizedText, OrgUnitId, SessionId, SquadId, UserId } from '#core/kit';
import type { OrgPath, Scope } from '#core/org';
import type { AccountKind } from './account-kind.ts';
import { type Action, type Role, roleMay } from './role.ts';

/** A role over one subtree. */
export interface Membership {
  readonly role: Role;
  readonly orgUnitId: OrgUnitId;
  readonly orgPath: OrgPath;
  readonly orgName: LocalizedText;
}

export const pendings = ['second_factor', 'enrolment', 'new_password'] as const;
/**
 * What a session that is not complete yet still owes: its second factor, the enrolment of one, or a password in place
 * of the one-time one. Until then it may do nothing else.
 */
export type Pending = (typeof pendings)[number];

/** Who is asking, as resolved from a live session on every request. */
export interface Principal {
  readonly kind: AccountKind;
  readonly userId: UserId;
  readonly sessionId: SessionId;
  readonly username: string;
  readonly displayName: LocalizedText;
  readonly locale: Locale;
  readonly memberships: readonly Membership[];
  /** An integration may do these at most, whatever its roles allow; null: no such limit. */
  readonly narrowedTo: readonly Action[] | null;
  /** The squad whose handheld this is; null for everybody else. */
  readonly squadId: SquadId | null;
  readonly pending: Pending | null;
  /** When all this was read; what changed since is not in it. */
  readonly readMs: EpochMs;
  /** When session or account ends by itself, whichever is first. */
  readonly endsMs: EpochMs;
}

/** The subtrees in which `principal` may do `action`; empty when it may nowhere. */
export function scopeFor(principal: Principal, action: Action): Scope {
  const { memberships, narrowedTo, pending } = principal;
  if (pending !== null || (narrowedTo !== null && !narrowedTo.includes(action))) return { paths: [] };
  const paths = memberships
    .filter((membership) => roleMay(membership.role, action))
    .map((membership) => membership.orgPath);
  return { paths: [...new Set(paths)] };
}
