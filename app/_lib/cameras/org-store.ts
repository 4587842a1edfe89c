import type { JournalEntry, JournalPosition, OrgNode, OrgTree } from '#core/contracts';
import { selfAndAncestors } from '#core/org';
import { createStore } from '../store/index.ts';
import { isAfter } from './journal-order.ts';

/** The part of the organisation the user may see. */
export interface OrgView {
  /** Parents before children. */
  readonly units: readonly OrgNode[];
  readonly unitById: ReadonlyMap<string, OrgNode>;
  /** Cameras of each unit and all below it, by the unit's path. */
  readonly counts: ReadonlyMap<string, CameraCount>;
}

export interface CameraCount {
  readonly total: number;
  readonly online: number;
}

/** Entries kept to be applied again when a snapshot turns out older than them. */
const RECENT_MAX = 5_000;

/**
 * The org tree with live counts. An entry moves the counts at once; since it does not say what the camera was
 * before, the owner refetches now and then, and the snapshot's counts replace the guess.
 */
export class OrgStore {
  readonly view = createStore<OrgView | null>(null);
  #position: JournalPosition = '0-0';
  #recent: readonly JournalEntry[] = [];

  /** Takes a snapshot in. Entries newer than it, already heard, are applied on top. */
  learn(tree: OrgTree): void {
    this.#position = tree.journalPosition;
    const counts = new Map(tree.units.map((unit) => [unit.path as string, unit.cameras as CameraCount]));
    const later = this.#recent.filter((entry) => isAfter(entry.position, tree.journalPosition));
    const known = this.view.get();
    // The same tree keeps its identity, so that a mere refresh of counts does not lay the tree out again.
    const structure = known !== null && isSameTree(known.units, tree.units) ? known : structureOf(tree.units);
    this.view.set({ ...structure, counts: countAfter(counts, later) });
  }

  /** Takes entries in. @returns whether counts moved */
  apply(entries: readonly JournalEntry[]): boolean {
    this.#recent = [...this.#recent, ...entries].slice(-RECENT_MAX);
    const view = this.view.get();
    if (view === null) return false;
    const later = entries.filter((entry) => isAfter(entry.position, this.#position));
    const counts = countAfter(view.counts, later);
    if (counts === view.counts) return false;
    this.view.set({ ...view, counts });
    return true;
  }
}

function structureOf(units: readonly OrgNode[]): Pick<OrgView, 'units' | 'unitById'> {
  return { units, unitById: new Map(units.map((unit) => [unit.id as string, unit])) };
}

function countAfter(
  counts: ReadonlyMap<string, CameraCount>,
  entries: readonly JournalEntry[],
): ReadonlyMap<string, CameraCount> {
  const moving = entries.filter(({ type }) => type === 'camera.online' || type === 'camera.offline');
  if (moving.length === 0) return counts;
  const next = new Map(counts);
  for (const entry of moving) {
    const step = entry.type === 'camera.online' ? 1 : -1;
    for (const path of selfAndAncestors(entry.orgPath)) {
      const count = next.get(path);
      if (count === undefined) continue;
      const online = Math.min(count.total, Math.max(0, count.online + step));
      next.set(path, { total: count.total, online });
    }
  }
  return next;
}

function isSameTree(a: readonly OrgNode[], b: readonly OrgNode[]): boolean {
  return (
    a.length === b.length &&
    a.every((unit, index) => {
      const other = b[index];
      return (
        other?.id === unit.id &&
        other.path === unit.path &&
        other.closed === unit.closed &&
        other.name.zh === unit.name.zh &&
        other.name.en === unit.name.en
      );
    })
  );
}
