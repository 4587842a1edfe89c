import type { Clock } from '#core/kit';

/** S1: so many failures in a row lock an account for one source. */
export const FAILURES_MAX = 5;
export const LOCKED_MS = 30 * 60_000;
const ENTRIES_MAX = 20_000;

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
  readonly #attempts = new Map<string, { count: number; untilMs: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Counts an attempt before its password is checked, so that many at once are counted too.
   * @returns `null` when it may go on, else how long the lock still holds
   */
  begin(attempt: Attempt): { readonly retryAfterMs: number } | null {
    const key = keyOf(attempt);
    const nowMs = this.#clock.monotonicMs();
    const known = this.#attempts.get(key);
    const count = known === undefined || known.untilMs <= nowMs ? 0 : known.count;
    if (known !== undefined && count >= FAILURES_MAX) return { retryAfterMs: known.untilMs - nowMs };
    this.#attempts.delete(key);
    this.#attempts.set(key, { count: count + 1, untilMs: nowMs + LOCKED_MS });
    this.#forgetOldest();
    return null;
  }

  /** The password was right: the count starts anew. */
  succeeded(attempt: Attempt): void {
    this.#attempts.delete(keyOf(attempt));
  }

  /** The password was never checked (database away): the attempt does not count. */
  withdrawn(attempt: Attempt): void {
    const known = this.#attempts.get(keyOf(attempt));
    if (known !== undefined) known.count--;
  }

  #forgetOldest(): void {
    if (this.#attempts.size <= ENTRIES_MAX) return;
    const oldest = this.#attempts.keys().next();
    if (!oldest.done) this.#attempts.delete(oldest.value);
  }
}

/** JSON keeps the pair apart whatever the two contain. User names are one and the same in any case. */
function keyOf({ username, address }: Attempt): string {
  return JSON.stringify([username.toLowerCase(), address]);
}
