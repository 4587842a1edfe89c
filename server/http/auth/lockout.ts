import type { Clock } from '#core/kit';

/** S1: so many failures in a row lock an account for one source. */
export const FAILURES_MAX = 5;
/** S1: and so many, over all accounts, lock the source: it tries one password on many names. */
export const SOURCE_FAILURES_MAX = 100;
export const LOCKED_MS = 30 * 60_000;
const COUNTS_MAX = 20_000;

/** Who tries what, from where. One address guessing stops only itself, never the account's owner elsewhere. */
export interface Attempt {
  readonly username: string;
  readonly address: string;
}

/**
 * Counts failed sign-ins per account and source, in this process: with several web nodes an attacker has that
 * many times the tries, and a restart forgets. Bounded: the oldest count goes first.
 */
export class Lockout {
  readonly #clock: Clock;
  /** In the order of their last attempt. */
  readonly #counts = new Map<string, { count: number; untilMs: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Counts an attempt before its password is checked, so that many at once are counted too.
   * @returns `null` when it may go on, else how long the lock still holds
   */
  begin(attempt: Attempt): { readonly retryAfterMs: number } | null {
    const nowMs = this.#clock.monotonicMs();
    const limits = limitsOf(attempt);
    const locked = limits.map(({ key, max }) => this.#lockedUntilMs(key, max, nowMs) - nowMs);
    const retryAfterMs = Math.max(...locked);
    if (retryAfterMs > 0) return { retryAfterMs };
    for (const { key } of limits) this.#add(key, nowMs);
    return null;
  }

  /** The password was right: the account's count starts anew, and the source's is as before. */
  succeeded(attempt: Attempt): void {
    this.withdrawn(attempt);
    this.#counts.delete(accountKey(attempt));
  }

  /** The password was never checked (database away): the attempt does not count. */
  withdrawn(attempt: Attempt): void {
    for (const { key } of limitsOf(attempt)) {
      const known = this.#counts.get(key);
      if (known !== undefined) known.count--;
    }
  }

  #lockedUntilMs(key: string, max: number, nowMs: number): number {
    const known = this.#counts.get(key);
    return known !== undefined && known.count >= max ? known.untilMs : nowMs;
  }

  #add(key: string, nowMs: number): void {
    const known = this.#counts.get(key);
    const count = known === undefined || known.untilMs <= nowMs ? 0 : known.count;
    this.#counts.delete(key);
    this.#counts.set(key, { count: count + 1, untilMs: nowMs + LOCKED_MS });
    const oldest = this.#counts.keys().next();
    if (this.#counts.size > COUNTS_MAX && !oldest.done) this.#counts.delete(oldest.value);
  }
}

function limitsOf(attempt: Attempt) {
  return [
    { key: accountKey(attempt), max: FAILURES_MAX },
    { key: JSON.stringify([attempt.address]), max: SOURCE_FAILURES_MAX },
  ] as const;
}

/** JSON keeps the two apart whatever they contain. User names are one and the same in any case. */
function accountKey({ username, address }: Attempt): string {
  return JSON.stringify([username.toLowerCase(), address]);
}
