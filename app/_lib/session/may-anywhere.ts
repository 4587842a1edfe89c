import { type Action, roleMay } from '#core/access';
import type { Me } from '#core/contracts';

/** Whether somebody may do this anywhere. */
export function mayAnywhere({ memberships }: Pick<Me, 'memberships'>, action: Action): boolean {
  return memberships.some(({ role }) => roleMay(role, action));
}
