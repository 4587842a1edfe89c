export type {
  Acknowledged,
  Alert,
  AlertPhase,
  AlertState,
  AlertSubject,
  Cleared,
  Holder,
  Raised,
  Routed,
  Shelved,
} from './alert.ts';
export {
  type AlertKind,
  alertKinds,
  defaultPriority,
  escalationDelayMs,
  needsVerification,
  type Priority,
  priorities,
} from './kind.ts';
export {
  type AlertEvent,
  type AlertRefusal,
  holderOf,
  isUnverified,
  SHELVE_MAX_MS,
  transitionAlert,
} from './transition.ts';
