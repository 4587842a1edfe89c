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

export const actions = [
  'tree.read',
  'camera.read',
  'camera.watch',
  'camera.ptz',
  'camera.register',
  'alert.read',
  'alert.handle',
  'squad.read',
  'squad.dispatch',
  'patrol.act',
] as const;
/** What can be done; the rows of the permission table. */
export type Action = (typeof actions)[number];

const watching = ['tree.read', 'camera.read', 'camera.watch', 'alert.read', 'squad.read'] as const;
/** The permission table: default deny, readable by whoever must approve it. */
const permissions: Readonly<Record<Role, readonly Action[]>> = {
  administrator: ['tree.read', 'camera.read', 'camera.watch', 'camera.register'],
  operator: [...watching, 'camera.ptz', 'alert.handle'],
  dispatcher: [...watching, 'camera.ptz', 'alert.handle', 'squad.dispatch'],
  shift_leader: [...watching, 'camera.ptz', 'alert.handle', 'squad.dispatch'],
  auditor: ['tree.read'],
  patrol: ['patrol.act'],
  display: ['camera.read', 'camera.watch'],
};

/** Whether a role may do an action at all; where is decided by the scope. */
export function roleMay(role: Role, action: Action): boolean {
  return permissions[role].includes(action);
}
