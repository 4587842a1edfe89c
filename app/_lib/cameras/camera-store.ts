import type { CameraHealth } from '#core/camera';
import type { CameraPage, CameraRecord, JournalEntry, JournalPosition } from '#core/contracts';
import type { CameraId } from '#core/kit';
import { isAfter } from './journal-order.ts';

interface Known {
  readonly camera: CameraRecord;
  /** Where the journal stood when `camera.health` was true. */
  readonly position: JournalPosition;
}

/**
 * The cameras this page has met, with their newest health: pages of the API and entries of the journal arrive in
 * any order, and the later word wins, by journal position.
 */
export class CameraStore {
  readonly #known = new Map<CameraId, Known>();
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** The camera as last heard of; the same object until something about it changes. */
  get(id: CameraId): CameraRecord | null {
    return this.#known.get(id)?.camera ?? null;
  }

  /** Takes in a page of the API. */
  learn(page: Pick<CameraPage, 'journalPosition' | 'items'>): void {
    for (const camera of page.items) {
      const known = this.#known.get(camera.id);
      if (known !== undefined && isAfter(known.position, page.journalPosition)) continue;
      this.#known.set(camera.id, { camera, position: page.journalPosition });
    }
    this.#tell();
  }

  /** Takes in entries of the journal; those about cameras not met are of no interest. */
  apply(entries: readonly JournalEntry[]): void {
    let changed = false;
    for (const entry of entries) changed = this.#applyOne(entry) || changed;
    if (changed) this.#tell();
  }

  #applyOne(entry: JournalEntry): boolean {
    if (entry.type !== 'camera.online' && entry.type !== 'camera.offline') return false;
    const known = this.#known.get(entry.payload.cameraId);
    if (known === undefined || !isAfter(entry.position, known.position)) return false;
    const camera = { ...known.camera, health: healthAfter(entry) };
    this.#known.set(camera.id, { camera, position: entry.position });
    return true;
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

function healthAfter(
  entry: Extract<JournalEntry, { type: 'camera.online' | 'camera.offline' }>,
): CameraHealth {
  const { atMs } = entry;
  return entry.type === 'camera.online'
    ? { state: 'online', sinceMs: atMs, witness: entry.payload.witness }
    : {
        state: 'offline',
        sinceMs: atMs,
        seenMs: atMs,
        witness: entry.payload.witness,
        reason: entry.payload.reason,
      };
}
