export { homeOf } from './home-of.ts';
export {
  endSession,
  enterSession,
  leaveSession,
  loadSession,
  type Session,
  sessionStore,
  switchLocale,
} from './session-store.ts';
export { useMay } from './use-may.ts';
export { useScopeFor } from './use-scope-for.ts';
