import type { Me } from '#core/contracts';

/** Where a user works: those who are on patrol and nothing else have a phone in the hand, not a desk in front. */
export function homeOf({ memberships }: Pick<Me, 'memberships'>): '/patrol' | '/wall' {
  const isPatrol = memberships.length > 0 && memberships.every(({ role }) => role === 'patrol');
  return isPatrol ? '/patrol' : '/wall';
}
