import type { JournalEntry } from '#core/contracts';

/** Somebody who keeps a picture of the world: a snapshot, and the journal's entries on top of it. */
export interface JournalReader {
  /** Reads the snapshot again: at the start, and when too much was missed to be told one by one. */
  reload(): Promise<void>;
  /** Takes entries in; some may be older than the snapshot. */
  apply(entries: readonly JournalEntry[]): void;
}

const RETRY_MS = 5_000;

/** All readers of this page. A snapshot that cannot be read is asked for again until it can. */
export class JournalReaders {
  readonly #readers = new Map<JournalReader, ReturnType<typeof setTimeout> | null>();
  #isFollowing = false;

  /** Adds a reader, until the returned function is called. It is loaded now, or once the page follows the journal. */
  add(reader: JournalReader): () => void {
    this.#readers.set(reader, null);
    if (this.#isFollowing) void this.#load(reader);
    return () => {
      this.#stopRetry(reader);
      this.#readers.delete(reader);
    };
  }

  /** The page starts to follow the journal, or starts anew. */
  reload(): void {
    this.#isFollowing = true;
    for (const reader of this.#readers.keys()) void this.#load(reader);
  }

  /** Hands entries to all. */
  apply(entries: readonly JournalEntry[]): void {
    for (const reader of [...this.#readers.keys()]) reader.apply(entries);
  }

  /** The page follows no longer; whoever is added now waits. */
  stop(): void {
    this.#isFollowing = false;
    for (const reader of this.#readers.keys()) this.#stopRetry(reader);
  }

  async #load(reader: JournalReader): Promise<void> {
    this.#stopRetry(reader);
    try {
      await reader.reload();
    } catch {
      if (!this.#isFollowing || !this.#readers.has(reader)) return;
      this.#readers.set(
        reader,
        setTimeout(() => void this.#load(reader), RETRY_MS),
      );
    }
  }

  #stopRetry(reader: JournalReader): void {
    const timer = this.#readers.get(reader) ?? null;
    if (timer === null) return;
    clearTimeout(timer);
    this.#readers.set(reader, null);
  }
}
