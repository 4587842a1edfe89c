import type { Problem } from '#core/contracts';

/** Why a call to the API gave nothing; each kind has its own words on screen. */
export type ApiFailure =
  /** The server answered, and refused: RFC 9457, `code` is stable. */
  | { readonly kind: 'problem'; readonly status: number; readonly problem: Problem | null }
  /** No answer: server away, network cut, or the time limit passed. */
  | { readonly kind: 'unreachable' }
  /** An answer that does not fit the contract: page and server are of different versions. */
  | { readonly kind: 'malformed' };

/** What a call to the API throws; `failure` says why. */
export class ApiError extends Error {
  readonly failure: ApiFailure;

  constructor(failure: ApiFailure) {
    super(failure.kind === 'problem' ? `problem ${failure.status}` : failure.kind);
    this.name = 'ApiError';
    this.failure = failure;
  }

  /** The HTTP status, or 0 when there was no answer that could be used. */
  get status(): number {
    return this.failure.kind === 'problem' ? this.failure.status : 0;
  }
}

/** The HTTP status of whatever was thrown; 0 when it was not the server's refusal. */
export function statusOf(error: unknown): number {
  return error instanceof ApiError ? error.status : 0;
}
