import type { Role } from '#core/access';
import type { Me } from '#core/contracts';
import { adminPages } from './admin-pages.ts';
import { mayAnywhere } from './may-anywhere.ts';

function isAll({ memberships }: Pick<Me, 'memberships'>, wanted: Role): boolean {
  return memberships.length > 0 && memberships.every(({ role }) => role === wanted);
}

/**
 * Where a user works: those who are on patrol and nothing else have a phone in the hand, not a desk in front; a screen
 * only shows; those who see no camera have the first page of administration that is theirs.
 */
export function homeOf(me: Pick<Me, 'memberships'>): string {
  if (isAll(me, 'patrol')) return '/patrol';
  if (isAll(me, 'display')) return '/screens/show';
  if (mayAnywhere(me, 'camera.read')) return '/wall';
  return adminPages.find(({ action }) => mayAnywhere(me, action))?.href ?? '/wall';
}
