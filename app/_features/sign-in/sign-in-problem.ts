import { ApiError } from '../../_lib/api/index.ts';

/** Why nobody is signed in after trying; each kind has its sentence in the messages under `signIn`. */
export type SignInProblem =
  | { readonly kind: 'fillIn' | 'wrong' | 'locked' | 'passwordExpired' | 'busyServer' | 'unreachable' }
  | { readonly kind: 'unexpected'; readonly code: string };

/** Reads what `signIn` has thrown. */
export function signInProblem(error: unknown): SignInProblem {
  const failure = error instanceof ApiError ? error.failure : null;
  if (failure === null) return { kind: 'unexpected', code: 'page' };
  if (failure.kind === 'unreachable') return { kind: 'unreachable' };
  if (failure.kind === 'malformed') return { kind: 'unexpected', code: 'answer' };
  const code = failure.problem?.code ?? String(failure.status);
  if (code === 'auth.bad_credentials') return { kind: 'wrong' };
  if (code === 'auth.password_expired') return { kind: 'passwordExpired' };
  if (code === 'auth.locked') return { kind: 'locked' };
  return failure.status === 503 ? { kind: 'busyServer' } : { kind: 'unexpected', code };
}
