export { type Membership, type Principal, scopeFor } from './principal.ts';
export { type Action, actions, type Role, roleMay, roles } from './role.ts';
