import type { Clock } from '#core/kit';
import type { Database } from '#db/database';
import {
  type Attempt as Counting,
  countAttempt,
  type FailureLimit,
  forgetFailures,
  recordRefusedSignIn,
  uncountAttempt,
} from '#db/repositories';
import { HttpProblem } from '../errors/problem.ts';

/** S1: so many failures in a row lock an account for one source. */
export const FAILURES_MAX = 5;
/** S1: and so many, over all accounts, lock the source: it tries one password on many names. */
export const SOURCE_FAILURES_MAX = 100;
/**
 * S1: and so many wrong codes, from anywhere, lock the second factor of an account. Only who has its password gets there,
 * so that nobody can lock out others; without this, a thief of passwords could guess from many addresses.
 */
export const CODE_FAILURES_MAX = 20;
export const LOCKED_MS = 30 * 60_000;

/** Who tries what, from where. One address guessing stops only itself, never the account's owner elsewhere. */
export interface Attempt {
  readonly username: string;
  readonly address: string;
  readonly factor: 'password' | 'second_factor';
}

/** An attempt that is counted as failed until one of these is called. */
export interface CountedAttempt {
  /** It has failed: that is journaled and audited, and that it was one too many. */
  failed(): Promise<void>;
  /** It was never checked, or there is more to show: it does not count. */
  withdrawn(): Promise<void>;
  /** Somebody has shown who they are: the account's counts begin anew, and the source's is as before. */
  succeeded(): Promise<void>;
}

/** Counts failed sign-ins, in the database: all web nodes count as one, and a restart forgets nothing. */
export class Lockout {
  readonly #db: Database;
  readonly #clock: Clock;

  constructor(db: Database, clock: Clock) {
    this.#db = db;
    this.#clock = clock;
  }

  /**
   * Counts an attempt before it is checked, so that many at once are counted too.
   * @throws HttpProblem `auth.locked`
   */
  async begin(attempt: Attempt): Promise<CountedAttempt> {
    const nowMs = this.#clock.now();
    const limits = limitsOf(attempt);
    const counting: Counting = { limits, lockedMs: LOCKED_MS, nowMs };
    const counted = await countAttempt(this.#db, counting);
    if (counted.locked) {
      const retryAfterS = Math.ceil((counted.untilMs - nowMs) / 1000);
      throw new HttpProblem('auth.locked', { headers: { 'Retry-After': String(retryAfterS) } });
    }
    const isLast = limits.some(({ failuresMax }, at) => counted.counts[at] === failuresMax);
    return this.#counted(attempt, limits, isLast ? nowMs + LOCKED_MS : null);
  }

  #counted(
    { username, address, factor }: Attempt,
    limits: readonly FailureLimit[],
    lockedUntilMs: number | null,
  ): CountedAttempt {
    const db = this.#db;
    const ofAccount = limits.filter(({ account }) => account !== '');
    const ofSource = limits.filter(({ account }) => account === '');
    return {
      failed: () =>
        recordRefusedSignIn(db, { username, address, factor, lockedUntilMs, nowMs: this.#clock.now() }),
      withdrawn: () => uncountAttempt(db, limits),
      succeeded: async () => {
        await forgetFailures(db, ofAccount);
        await uncountAttempt(db, ofSource);
      },
    };
  }
}

function limitsOf({ username, address, factor }: Attempt): FailureLimit[] {
  const account = accountKey(username);
  const limits = [
    { account: '', address, failuresMax: SOURCE_FAILURES_MAX },
    { account, address, failuresMax: FAILURES_MAX },
  ];
  return factor === 'password'
    ? limits
    : [...limits, { account, address: '', failuresMax: CODE_FAILURES_MAX }];
}

/** User names are one and the same in any case. What PostgreSQL cannot store counts as one character that it can. */
function accountKey(username: string): string {
  return username.toLowerCase().replaceAll('\0', '\ufffd').toWellFormed();
}
