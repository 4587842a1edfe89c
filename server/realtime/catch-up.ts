import type { JournalEntry, JournalPosition } from '#core/contracts';
import { comparePositions } from '#db/journal';
import type { RecentEntries } from './recent-entries.ts';

/** Who missed more than this is quicker with fresh snapshots. */
export const MISSED_MAX = 1000;

export interface CatchUpOptions {
  /** The client's last position. */
  readonly after: JournalPosition;
  /** What this process has handed out to live sockets. */
  readonly recent: Pick<RecentEntries, 'position' | 'after'>;
  /** Reads settled entries of the caller's scope from the journal, in order, at most `limit`. */
  readonly read: (after: JournalPosition, limit: number) => Promise<readonly JournalEntry[]>;
  /** Where the journal stands, as `recent` may lag behind it. */
  readonly currentPosition: () => Promise<JournalPosition>;
  /** Whether the caller may see an entry. */
  readonly isVisible: (entry: JournalEntry) => boolean;
}

export type CaughtUp =
  | {
      readonly result: 'resumed';
      readonly entries: readonly JournalEntry[];
      readonly position: JournalPosition;
    }
  | { readonly result: 'reload' };

/**
 * Collects what a client missed, up to what live sockets have been given. R1: nothing is left out and nothing comes
 * twice, however fast the journal grows meanwhile, provided that the caller sends `entries` and makes the socket
 * live in the same tick: the last stretch comes from memory, so no live entry can pass in between.
 * R2: over `MISSED_MAX` entries, or a position this journal has never reached, is a `reload`.
 */
export async function catchUp(options: CatchUpOptions): Promise<CaughtUp> {
  const { after, recent } = options;
  const isAhead = comparePositions(after, recent.position) > 0;
  if (isAhead && comparePositions(after, await options.currentPosition()) > 0) return { result: 'reload' };

  const entries: JournalEntry[] = [];
  let position = after;
  let readCount = 0;
  for (;;) {
    const rest = recent.after(position);
    if (rest !== null) entries.push(...rest.filter(options.isVisible));
    if (entries.length > MISSED_MAX) return { result: 'reload' };
    if (rest !== null) return { result: 'resumed', entries, position: later(position, recent.position) };

    const handedOut = recent.position;
    const page = await options.read(position, MISSED_MAX + 1);
    // What the journal has beyond this is still to be handed out, and comes from memory then.
    readCount += page.length;
    if (readCount > MISSED_MAX) return { result: 'reload' };
    const missed = page.filter((entry) => comparePositions(entry.position, handedOut) <= 0);
    entries.push(...missed.filter(options.isVisible));
    position = missed.at(-1)?.position ?? handedOut;
  }
}

function later(a: JournalPosition, b: JournalPosition): JournalPosition {
  return comparePositions(a, b) < 0 ? b : a;
}
