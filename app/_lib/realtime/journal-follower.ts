import {
  type JournalEntry,
  type JournalPosition,
  journalEntrySchema,
  type ResumeAnswer,
} from '#core/contracts';
import type { Cancel, Clock } from '#core/kit';
import { isAfter } from '../cameras/index.ts';
import { Backoff, type BackoffOptions } from '../time/index.ts';

/** The little of a socket that the follower needs. */
export interface JournalSocket {
  /** Asks for what was missed; the answer may never come. */
  resume(after: JournalPosition, answer: (answer: ResumeAnswer) => void): void;
}

export interface JournalFollowerOptions {
  readonly socket: JournalSocket;
  readonly clock: Clock;
  readonly backoff: Omit<BackoffOptions, 'firstMs' | 'maxMs'>;
  readonly onEntries: (entries: readonly JournalEntry[]) => void;
  /** Fetches the snapshots again. @returns the position to follow from */
  readonly reload: () => Promise<JournalPosition>;
  /** Told when the page is, or is no longer, in step with the journal. */
  readonly onInStep: (inStep: boolean) => void;
}

const ANSWER_TIME_MS = 10_000;

/**
 * Keeps the page in step with the journal over a connection that comes and goes: every entry once, in order; what
 * was missed is asked for by position; when too much was missed the snapshots are fetched anew.
 */
export class JournalFollower {
  readonly #options: JournalFollowerOptions;
  readonly #backoff: Backoff;
  #position: JournalPosition | null = null;
  #connection = 0;
  #timer: Cancel | null = null;

  constructor(options: JournalFollowerOptions) {
    this.#options = options;
    this.#backoff = new Backoff({ ...options.backoff, firstMs: 500, maxMs: 15_000 });
  }

  /** The connection stands. */
  connected(): void {
    this.#connection++;
    if (this.#position === null) void this.#reload();
    else this.#resume(this.#position);
  }

  /** The connection is gone; whatever was asked on it is void. */
  disconnected(): void {
    this.#connection++;
    this.#timer?.();
    this.#options.onInStep(false);
  }

  /** Entries as the server sent them; unknown kinds are passed over, but count as seen. */
  receive(sent: readonly unknown[]): void {
    const entries = sent
      .map((one) => journalEntrySchema.safeParse(one))
      .flatMap((parsed) => (parsed.success ? [parsed.data] : []))
      .filter((entry) => this.#position === null || isAfter(entry.position, this.#position));
    const last = entries.at(-1);
    if (last === undefined) return;
    this.#position = last.position;
    this.#options.onEntries(entries);
  }

  #resume(after: JournalPosition): void {
    const connection = this.#connection;
    this.#timer?.();
    this.#timer = this.#options.clock.after(ANSWER_TIME_MS, () => this.#resume(this.#position ?? after));
    this.#options.socket.resume(after, (answer) => {
      if (connection !== this.#connection) return;
      this.#timer?.();
      this.#timer = null;
      if (answer.result === 'reload') void this.#reload();
      else if (answer.result === 'error') this.#later(() => this.#resume(this.#position ?? after));
      else this.#resumed(answer.position);
    });
  }

  #resumed(position: JournalPosition): void {
    if (this.#position === null || isAfter(position, this.#position)) this.#position = position;
    this.#backoff.reset();
    this.#options.onInStep(true);
  }

  async #reload(): Promise<void> {
    const connection = this.#connection;
    try {
      const position = await this.#options.reload();
      if (connection !== this.#connection) return;
      this.#position = position;
      this.#resume(position);
    } catch {
      if (connection === this.#connection) this.#later(() => void this.#reload());
    }
  }

  #later(run: () => void): void {
    this.#timer?.();
    this.#timer = this.#options.clock.after(this.#backoff.nextMs(), run);
  }
}
