export type { AdminPageWord } from './admin-pages.ts';
export { type Agent, agentOf } from './agent-of.ts';
export { type CredentialProblem, credentialProblem, FormError } from './credential-problem.ts';
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
export { type CredentialForm, useCredentialForm } from './use-credential-form.ts';
export { useMay } from './use-may.ts';
export { useScopeFor } from './use-scope-for.ts';
export { useSignInOptions } from './use-sign-in-options.ts';
