import { PREVIEW_LIFETIME_MS, TICKET_LIFETIME_MS, type TicketClaims } from '#core/contracts';
import type { Cancel, Clock, EpochMs, SessionId, UserId } from '#core/kit';
import type { Revocations } from './revocations.ts';

/** No ticket is older than this, so nothing has to be remembered for longer. */
const REMEMBERED_MS = Math.max(TICKET_LIFETIME_MS, PREVIEW_LIFETIME_MS);

/**
 * By how much the clock that stamps tickets may be ahead of ours. Tickets that were issued so soon after a change are
 * void as well, though they know of it: their players ask once more, a moment later.
 */
export const SKEW_MS = 1_000;

/** More at once is a mistake, or an attack; all tickets are void then, which is safe and bounded. */
const ENTRIES_MAX = 20_000;

export interface RevocationListOptions {
  readonly entriesMax?: number;
  readonly skewMs?: number;
}

interface Void {
  /** Tickets issued until then. */
  readonly issuedUntilMs: EpochMs;
  /** Monotonic. */
  readonly forgetAtMs: number;
}

/** Remembers which tickets are void, for as long as any of them could still live. */
export class RevocationList implements Revocations {
  readonly #clock: Clock;
  readonly #entriesMax: number;
  readonly #skewMs: number;
  /** By session or account, in the order they were last revoked. */
  readonly #void = new Map<SessionId | UserId, Void>();
  readonly #listeners = new Set<() => void>();
  #allUntilMs: EpochMs = Number.NEGATIVE_INFINITY;

  constructor(clock: Clock, { entriesMax = ENTRIES_MAX, skewMs = SKEW_MS }: RevocationListOptions = {}) {
    this.#clock = clock;
    this.#entriesMax = entriesMax;
    this.#skewMs = skewMs;
  }

  /** How much is remembered; a leak check. */
  get size(): number {
    return this.#void.size;
  }

  /** These sessions are over: no ticket of theirs is good any more. */
  endSessions(ids: readonly SessionId[]): void {
    this.#note(ids, Number.POSITIVE_INFINITY);
  }

  /**
   * The rights of these accounts are others: tickets from before are void.
   * @param atMs when the change was made, by the clock of whoever made it
   */
  changeUsers(ids: readonly UserId[], atMs: EpochMs): void {
    this.#note(ids, this.#issuedUntil(atMs));
  }

  /** Anybody's rights may be others, or word of changes was missed: all tickets from before are void. */
  changeAll(atMs: EpochMs): void {
    this.#allUntilMs = Math.max(this.#allUntilMs, this.#issuedUntil(atMs));
    this.#tell();
  }

  isRevoked({ sessionId, userId, issuedAtMs }: TicketClaims): boolean {
    if (issuedAtMs <= this.#allUntilMs) return true;
    return [sessionId, userId].some((id) => {
      const entry = this.#void.get(id);
      return entry !== undefined && issuedAtMs <= entry.issuedUntilMs;
    });
  }

  onRevoked(listener: () => void): Cancel {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /**
   * A change is stamped before it commits, and rights that are read until then are the old ones. It has committed by
   * the time we hear of it: hence our own time, or its stamp if the clock it was made by is ahead of ours.
   */
  #issuedUntil(atMs: EpochMs): EpochMs {
    return Math.max(this.#clock.now(), atMs) + this.#skewMs;
  }

  #note(ids: readonly (SessionId | UserId)[], issuedUntilMs: EpochMs): void {
    const nowMs = this.#clock.monotonicMs();
    for (const [id, { forgetAtMs }] of this.#void) {
      if (forgetAtMs > nowMs) break;
      this.#void.delete(id);
    }
    for (const id of ids) {
      this.#void.delete(id);
      this.#void.set(id, { issuedUntilMs, forgetAtMs: nowMs + REMEMBERED_MS });
    }
    if (this.#void.size > this.#entriesMax) {
      this.#void.clear();
      this.changeAll(this.#clock.now());
    } else this.#tell();
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}
