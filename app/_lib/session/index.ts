export { type AdminPageWord, adminPages } from './admin-pages.ts';
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
export { useAdminPages } from './use-admin-pages.ts';
export { useMay } from './use-may.ts';
export { useScopeFor } from './use-scope-for.ts';
