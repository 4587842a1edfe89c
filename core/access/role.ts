export const roles = [
  'administrator',
  'operator',
  'dispatcher',
  'shift_leader',
  'auditor',
  'patrol',
  'display',
] as const;
/** What someone is here to do. An account holds roles through memberships: a role over one subtree. */
export type Role = (typeof roles)[number];

export const actions = [
  'tree.read',
  'org.manage',
  'camera.read',
  'camera.watch',
  'camera.ptz',
  'camera.register',
  'alert.read',
  'alert.handle',
  'squad.read',
  'squad.dispatch',
  'patrol.act',
  'account.read',
  'account.manage',
  'display.manage',
  'integration.manage',
  'audit.read',
] as const;
/** What can be done; the rows of the permission table. */
export type Action = (typeof actions)[number];

const watching = ['tree.read', 'camera.read', 'camera.watch', 'alert.read', 'squad.read'] as const;
const administering = [
  'org.manage',
  'account.read',
  'account.manage',
  'display.manage',
  'integration.manage',
] as const;
/** The permission table: default deny, readable by whoever must approve it. */
const permissions: Readonly<Record<Role, readonly Action[]>> = {
  administrator: ['tree.read', 'camera.read', 'camera.watch', 'camera.register', ...administering],
  operator: [...watching, 'camera.ptz', 'alert.handle'],
  dispatcher: [...watching, 'camera.ptz', 'alert.handle', 'squad.dispatch'],
  shift_leader: [...watching, 'camera.ptz', 'alert.handle', 'squad.dispatch', 'account.read'],
  auditor: ['tree.read', 'account.read', 'audit.read'],
  patrol: ['patrol.act'],
  display: ['camera.read', 'camera.watch'],
};

/** Whether a role may do an action at all; where is decided by the scope. */
export function roleMay(role: Role, action: Action): boolean {
  return permissions[role].includes(action);
}
