import type { Me } from '#core/contracts';
import { adminPages } from './admin-pages.ts';
import { mayAnywhere } from './may-anywhere.ts';

/**
 * Where a user works: those who are on patrol and nothing else have a phone in the hand, not a desk in front; those who
 * see no camera have the first page of administration that is theirs.
 */
export function homeOf(me: Pick<Me, 'memberships'>): string {
  const { memberships } = me;
  if (memberships.length > 0 && memberships.every(({ role }) => role === 'patrol')) return '/patrol';
  if (mayAnywhere(me, 'camera.read')) return '/wall';
  return adminPages.find(({ action }) => mayAnywhere(me, action))?.href ?? '/wall';
}
