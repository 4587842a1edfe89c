export const roles = [
  'administrator',
  'operator',
  'dispatcher',
  'shift_leader',
  'auditor',
  'patrol',
  'display',
] as const;
/** What someone is here to do. A user holds roles through memberships: a role over one subtree. */
export type Role = (typeof roles)[number];

export const actions = ['tree.read', 'camera.read', 'camera.watch'] as const;
/** What can be done; the rows of the permission table. */
export type Action = (typeof actions)[number];

/** The permission table: default deny, readable by whoever must approve it. */
const permissions: Readonly<Record<Role, readonly Action[]>> = {
  administrator: ['tree.read', 'camera.read'],
  operator: ['tree.read', 'camera.read', 'camera.watch'],
  dispatcher: ['tree.read', 'camera.read', 'camera.watch'],
  shift_leader: ['tree.read', 'camera.read', 'camera.watch'],
  auditor: ['tree.read'],
  patrol: [],
  display: ['camera.read', 'camera.watch'],
};

/** Whether a role may do an action at all; where is decided by the scope. */
export function roleMay(role: Role, action: Action): boolean {
  return permissions[role].includes(action);
}
