export {
  endSession,
  enterSession,
  leaveSession,
  loadSession,
  type Session,
  sessionStore,
  switchLocale,
} from './session-store.ts';
