import type { Clock, Log } from '#core/kit';
import type { Database } from '#db/database';
import { type JournalTail, moveCursor, readCursor, tailJournal } from '#db/journal';
import { type AddJob, enqueueFor } from './enqueue-for.ts';

export interface OutboxOptions {
  readonly databaseUrl: string;
  readonly db: Database;
  readonly add: AddJob;
  readonly clock: Clock;
  readonly log: Log;
}

const READER = 'outbox';
/** How long a missed wake-up can delay a job; the sweep of deadlines would find it later. */
const POLL_MS = 2_000;

/**
 * Makes jobs of journal entries: whatever commits is worked on, though the store of the jobs was away at the time or
 * this process dies at any step. Every worker follows; jobs carry ids, so that each is enqueued once. The position is
 * remembered once all jobs before it are in the store: a restart goes on from there.
 */
export async function followJournal(options: OutboxOptions): Promise<JournalTail> {
  const { databaseUrl, db, add, clock, log } = options;
  return tailJournal({
    url: databaseUrl,
    from: await readCursor(db, READER),
    pollMs: POLL_MS,
    log,
    onEntries: async (entries) => {
      const nowMs = clock.now();
      await Promise.all(entries.map((entry) => enqueueFor(add, entry, nowMs)));
      const last = entries.at(-1);
      if (last !== undefined) await moveCursor(db, READER, last.position);
    },
  });
}
