import type { JournalEntry, JournalPosition } from '#core/contracts';
import { comparePositions } from '#db/journal';

/**
 * The end of the journal as this process has handed it out. Most sockets that come back missed only what is in
 * here, and get it without a query.
 */
export class RecentEntries {
  readonly #entriesMax: number;
  #entries: readonly JournalEntry[] = [];
  /** Everything after this, up to `position`, is kept. */
  #floor: JournalPosition;
  #position: JournalPosition;

  constructor(start: JournalPosition, entriesMax: number) {
    this.#entriesMax = entriesMax;
    this.#floor = start;
    this.#position = start;
  }

  /** Up to where entries have been handed out. */
  get position(): JournalPosition {
    return this.#position;
  }

  /** Adds the next entries, in journal order. */
  append(entries: readonly JournalEntry[]): void {
    const all = [...this.#entries, ...entries];
    const dropped = all.slice(0, Math.max(0, all.length - this.#entriesMax));
    this.#entries = all.slice(dropped.length);
    this.#floor = dropped.at(-1)?.position ?? this.#floor;
    this.#position = entries.at(-1)?.position ?? this.#position;
  }

  /** What came after a position; `null` when some of that is no longer kept. */
  after(position: JournalPosition): readonly JournalEntry[] | null {
    if (comparePositions(position, this.#floor) < 0) return null;
    const first = this.#entries.findIndex((entry) => comparePositions(entry.position, position) > 0);
    return first === -1 ? [] : this.#entries.slice(first);
  }
}
