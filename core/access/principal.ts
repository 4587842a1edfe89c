import type { Locale, LocalizedText, OrgUnitId, SessionId, SquadId, UserId } from '#core/kit';
import type { OrgPath, Scope } from '#core/org';
import { type Action, type Role, roleMay } from './role.ts';

/** A role over one subtree. */
export interface Membership {
  readonly role: Role;
  readonly orgUnitId: OrgUnitId;
  readonly orgPath: OrgPath;
  readonly orgName: LocalizedText;
}

/** Who is asking, as resolved from a live session on every request. */
export interface Principal {
  readonly userId: UserId;
  readonly sessionId: SessionId;
  readonly username: string;
  readonly displayName: LocalizedText;
  readonly locale: Locale;
  readonly memberships: readonly Membership[];
  /** The squad whose handheld this is; null for everybody else. */
  readonly squadId: SquadId | null;
}

/** The subtrees in which `principal` may do `action`; empty when it may nowhere. */
export function scopeFor(principal: Principal, action: Action): Scope {
  const paths = principal.memberships
    .filter((membership) => roleMay(membership.role, action))
    .map((membership) => membership.orgPath);
  return { paths: [...new Set(paths)] };
}
