import { z } from 'zod';
import { assignmentIdSchema, lonLatSchema, patrolActionSchema, patrolSteps } from '#core/contracts';
import type { Cancel, Clock } from '#core/kit';
import type { Kept } from '../../_lib/storage/index.ts';
import { createStore, type Store } from '../../_lib/store/index.ts';
import { Backoff } from '../../_lib/time/index.ts';

/** Something done on this phone that the centre has to hear of. */
export const patrolDeedSchema = z.discriminatedUnion('kind', [
  patrolActionSchema.extend({
    kind: z.literal('step'),
    assignmentId: assignmentIdSchema,
    step: z.enum(patrolSteps),
  }),
  patrolActionSchema.extend({ kind: z.literal('sos'), position: lonLatSchema.nullable() }),
]);
export type PatrolDeed = z.infer<typeof patrolDeedSchema>;
export const outboxSchema = z.array(patrolDeedSchema);

export interface OutboxOptions {
  readonly kept: Kept<PatrolDeed[]>;
  readonly clock: Clock;
  readonly random: () => number;
  readonly send: (deed: PatrolDeed) => Promise<void>;
  /** The HTTP status of what `send` threw; 0 when there was no answer. */
  readonly statusOf: (error: unknown) => number;
  readonly onSent: (deed: PatrolDeed) => void;
  /** The centre has heard it and does not accept it: the task was changed meanwhile. */
  readonly onRefused: (deed: PatrolDeed) => void;
}

/** Answers that say nothing about the deed itself: it is sent again. */
const passing = new Set([0, 401, 408, 425, 429]);

/**
 * Keeps what was done until the centre has it. O1 in the order it was done; O2 one at a time; O3 kept over a reload of
 * the page; O4 sent again, with the same id, until there is an answer; O5 what is refused makes room for the next.
 */
export class Outbox {
  readonly pending: Store<readonly PatrolDeed[]>;
  readonly #options: OutboxOptions;
  readonly #backoff: Backoff;
  #retry: Cancel | null = null;
  #isSending = false;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#backoff = new Backoff({ firstMs: 1_000, maxMs: 15_000, random: options.random });
    this.pending = createStore<readonly PatrolDeed[]>(options.kept.read() ?? []);
  }

  /** Adds what was just done, and tries to send it. */
  add(deed: PatrolDeed): void {
    this.#keep([...this.pending.get(), deed]);
    this.flush();
  }

  /** Sends what there is, now: called at the start, and when the network comes back. */
  flush(): void {
    this.#retry?.();
    this.#retry = null;
    if (!this.#isSending) void this.#sendAll();
  }

  /** Stops trying; what is pending stays kept. */
  stop(): void {
    this.#retry?.();
    this.#retry = null;
  }

  async #sendAll(): Promise<void> {
    this.#isSending = true;
    for (let deed = this.pending.get()[0]; deed !== undefined; deed = this.pending.get()[0]) {
      if (!(await this.#sendOne(deed))) {
        this.#retry = this.#options.clock.after(this.#backoff.nextMs(), () => this.flush());
        break;
      }
      this.#backoff.reset();
    }
    this.#isSending = false;
  }

  /** @returns whether the deed is dealt with */
  async #sendOne(deed: PatrolDeed): Promise<boolean> {
    const { send, statusOf, onSent, onRefused } = this.#options;
    try {
      await send(deed);
      this.#drop(deed);
      onSent(deed);
      return true;
    } catch (error) {
      const status = statusOf(error);
      if (passing.has(status) || status >= 500) return false;
      this.#drop(deed);
      onRefused(deed);
      return true;
    }
  }

  #drop({ actionId }: PatrolDeed): void {
    this.#keep(this.pending.get().filter((deed) => deed.actionId !== actionId));
  }

  #keep(deeds: readonly PatrolDeed[]): void {
    this.pending.set(deeds);
    this.#options.kept.write([...deeds]);
  }
}
