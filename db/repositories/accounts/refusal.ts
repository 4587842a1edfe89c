import type { RoleRefusal } from '#core/access';

/**
 * Why an account was not made or changed. `unknown_unit`: there is none in use within the scope. `holds_more`: it holds
 * roles where the changer administers nothing, so the changer may not do what would open it. `last_administrator`:
 * nobody would be left who administers the root for good.
 */
export type AccountRefusal =
  | { readonly code: 'not_found' }
  | { readonly code: 'unknown_unit' }
  | { readonly code: 'username_taken' }
  | { readonly code: 'changed_meanwhile' }
  | { readonly code: 'own_account' }
  | { readonly code: 'holds_more' }
  | { readonly code: 'last_administrator' }
  | { readonly code: 'role_refused'; readonly why: RoleRefusal };
