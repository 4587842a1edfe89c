export { type AccountKind, accountKinds, type RoleRefusal, roleRefusal } from './account-kind.ts';
export { newPairingCode, parsePairingCode } from './pairing-code.ts';
export { type Membership, type Pending, type Principal, pendings, scopeFor } from './principal.ts';
export { type Action, actions, type Role, roleMay, roles } from './role.ts';
export { type SessionLimits, sessionLimits } from './session-limits.ts';
export {
  isStaleOneTime,
  needsSecondFactor,
  type PasswordState,
  pendingOf,
  type SecurityProfile,
  type SessionFacts,
  type SignInPolicy,
  securityProfiles,
  standardPolicy,
} from './sign-in-policy.ts';
