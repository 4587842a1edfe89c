import type { JournalEntry, JournalPosition } from '#core/contracts';
import type { Cancel, Clock } from '#core/kit';
import type { Database } from '#db/database';
import { currentPosition, type JournalTail, readUnsettled, tailJournal } from '#db/journal';
import type { Logger } from '#server/config';
import type { RevocationList } from '#server/gateway';

/** NOTIFY wakes the tail; polling only covers a notification that got lost. */
const POLL_MS = 1_000;
const RETRY_MS = 1_000;
/** How often entries are looked for that the tail may not hand out yet. */
const LOOK_EVERY_MS = 1_000;
const TYPES = ['session.ended', 'access.changed', 'org.changed'] as const;

export interface RevocationFollowerOptions {
  readonly database: Database;
  readonly databaseUrl: string;
  readonly revocations: RevocationList;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * Tells the gateway which tickets are void, from the journal. A transaction that writes for long holds its readers back;
 * who is barred meanwhile does not wait for that, so entries that are there already are looked at once a second. While the database is away nothing is heard of, and
 * tickets end by themselves within a minute: they can be renewed no more than anybody's rights can be changed.
 */
export class RevocationFollower {
  readonly #options: RevocationFollowerOptions;
  #tail: JournalTail | null = null;
  #cancel: Cancel = () => {};
  #looking: Promise<void> = Promise.resolve();
  /** Entries that were heeded and are still to come from the tail. */
  #heeded: ReadonlySet<JournalPosition> = new Set();
  #isClosed = false;

  constructor(options: RevocationFollowerOptions) {
    this.#options = options;
    void this.#start();
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    this.#cancel();
    await this.#looking;
    await this.#tail?.close();
  }

  async #start(): Promise<void> {
    const { database, databaseUrl, revocations, clock, log } = this.#options;
    const from = await this.#position(database);
    if (this.#isClosed) return;
    if (from === null) {
      this.#cancel = clock.after(RETRY_MS, () => void this.#start());
      return;
    }
    // What ended before this position is not told again: whoever has a ticket from before asks anew.
    revocations.changeAll(clock.now());
    this.#tail = tailJournal({
      ...{ url: databaseUrl, from, log, pollMs: POLL_MS },
      onEntries: async (entries) => {
        for (const entry of entries) {
          if (!this.#heeded.has(entry.position)) revoke(revocations, entry);
        }
      },
    });
    this.#scheduleLook();
  }

  #scheduleLook(): void {
    if (this.#isClosed) return;
    this.#cancel = this.#options.clock.after(LOOK_EVERY_MS, () => {
      this.#looking = this.#look();
      void this.#looking.then(() => this.#scheduleLook());
    });
  }

  async #look(): Promise<void> {
    const { database, revocations, log } = this.#options;
    try {
      const entries = await readUnsettled(database, TYPES);
      const known = this.#heeded;
      // Known before they are heeded, so that the tail does not heed them too; those that are settled are its own again.
      this.#heeded = new Set(entries.map(({ position }) => position));
      for (const entry of entries) if (!known.has(entry.position)) revoke(revocations, entry);
    } catch (error) {
      log.warn({ err: error }, 'revocations are heard of late: no database');
    }
  }

  async #position(database: Database): Promise<JournalPosition | null> {
    try {
      return await currentPosition(database);
    } catch (error) {
      this.#options.log.warn({ err: error }, 'revocations are not followed yet: no database');
      return null;
    }
  }
}

function revoke(revocations: RevocationList, entry: JournalEntry): void {
  if (entry.type === 'session.ended') revocations.endSessions([entry.payload.sessionId]);
  else if (entry.type === 'access.changed') revocations.changeUsers(entry.payload.userIds, entry.atMs);
  // With all below it: a camera may have left somebody's scope, and which tickets that concerns nobody knows here.
  else if (entry.type === 'org.changed' && entry.payload.change === 'moved')
    revocations.changeAll(entry.atMs);
}
