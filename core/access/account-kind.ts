import type { Role } from './role.ts';

export const accountKinds = ['person', 'display', 'integration'] as const;
/**
 * Who stands behind an account: a person, who signs in; a screen, which was paired by a code; or another system, which
 * sends an API key. All three hold roles over subtrees, and all three act through sessions.
 */
export type AccountKind = (typeof accountKinds)[number];

/** The roles an account of each kind may hold. A screen only shows; another system neither patrols nor audits. */
const rolesOfKind: Readonly<Record<AccountKind, readonly Role[]>> = {
  person: ['administrator', 'operator', 'dispatcher', 'shift_leader', 'auditor', 'patrol'],
  display: ['display'],
  integration: ['administrator', 'operator', 'dispatcher', 'shift_leader'],
};

/** Why an account may not hold these roles. */
export type RoleRefusal = 'role_not_for_kind' | 'auditor_holds_other_role';

/**
 * Judges the roles of one account; `null` when it may hold them. Whoever is audited may not be the auditor
 * (separation of duties, GB/T 22239-2019 8.1.5.1 to 8.1.5.3), so an auditor holds no other role anywhere.
 */
export function roleRefusal(kind: AccountKind, held: readonly Role[]): RoleRefusal | null {
  if (held.some((role) => !rolesOfKind[kind].includes(role))) return 'role_not_for_kind';
  const audits = held.includes('auditor');
  return audits && held.some((role) => role !== 'auditor') ? 'auditor_holds_other_role' : null;
}
