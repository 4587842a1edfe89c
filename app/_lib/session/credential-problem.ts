import { ApiError } from '../api/index.ts';

/** Codes of the server that have a sentence of their own, in the messages under `credentials`. */
const kinds = {
  'auth.bad_credentials': 'wrongPassword',
  'auth.bad_code': 'wrongCode',
  'auth.locked': 'locked',
  'auth.password_expired': 'passwordExpired',
  'auth.required': 'ended',
  'auth.nothing_pending': 'ended',
  'password.none': 'noPassword',
  'password.too_short': 'tooShort',
  'password.too_common': 'tooCommon',
  'password.too_simple': 'tooSimple',
  'password.same_as_before': 'sameAsBefore',
  'second_factor.wrong_code': 'wrongFirstCode',
  'second_factor.enrolment_over': 'enrolmentOver',
  'second_factor.needed': 'needed',
  'second_factor.none': 'changedMeanwhile',
  'account.changed_meanwhile': 'changedMeanwhile',
} as const;

/** Why something about signing in was not done. */
export type CredentialProblem =
  | { readonly kind: (typeof kinds)[keyof typeof kinds] }
  | { readonly kind: 'fillIn' | 'notTheSame' | 'busyServer' | 'unreachable' }
  | { readonly kind: 'unexpected'; readonly code: string };

/** Thrown by a form about what is in its own fields. */
export class FormError extends Error {
  readonly kind: 'fillIn' | 'notTheSame';

  constructor(kind: 'fillIn' | 'notTheSame') {
    super(kind);
    this.name = 'FormError';
    this.kind = kind;
  }
}

/** Reads what a form, or a call of it to the API, has thrown. */
export function credentialProblem(error: unknown): CredentialProblem {
  if (error instanceof FormError) return { kind: error.kind };
  const failure = error instanceof ApiError ? error.failure : null;
  if (failure === null) return { kind: 'unexpected', code: 'page' };
  if (failure.kind === 'unreachable') return { kind: 'unreachable' };
  if (failure.kind === 'malformed') return { kind: 'unexpected', code: 'answer' };
  const code = failure.problem?.code ?? String(failure.status);
  if (isKnown(code)) return { kind: kinds[code] };
  return failure.status === 503 ? { kind: 'busyServer' } : { kind: 'unexpected', code };
}

function isKnown(code: string): code is keyof typeof kinds {
  return Object.hasOwn(kinds, code);
}
