import type { Alert } from '#core/alert';
import type { JournalEntry, JournalPosition } from '#core/contracts';
import type { AlertId } from '#core/kit';
import { isAfter } from '../cameras/index.ts';
import { createStore } from '../store/index.ts';
import { compareAlerts } from './queue-order.ts';

/** The open alerts of the user's scope, in the order of the queue. */
export interface AlertView {
  readonly queue: readonly Alert[];
  readonly byId: ReadonlyMap<string, Alert>;
  /** Open alerts that the snapshot was too short to list. */
  readonly unlisted: number;
  readonly isLoaded: boolean;
}

interface Known {
  readonly alert: Alert;
  /** Where the journal stood when `alert` was true. */
  readonly position: JournalPosition;
}

type AlertEntry = Extract<JournalEntry, { payload: { alert: Alert } }>;

/** What has just begun to want attention: new, climbed to somebody else, or come back. */
const callingTypes: ReadonlySet<string> = new Set(['alert.raised', 'alert.escalated', 'alert.unshelved']);

/** Ended alerts are remembered this long, so that an older word about them does not bring them back. */
const ENDED_MAX = 1_000;

/** Keeps the open alerts: snapshots and journal entries arrive in any order, and the later word wins. */
export class AlertStore {
  readonly view = createStore<AlertView>({
    queue: [],
    byId: new Map(),
    unlisted: 0,
    isLoaded: false,
  });
  /** The alerts that called for attention last, for whoever makes a sound of it. */
  readonly calling = createStore<readonly Alert[]>([]);
  readonly #open = new Map<AlertId, Known>();
  readonly #ended = new Map<AlertId, JournalPosition>();
  #unlisted = 0;
  #isLoaded = false;

  /** Takes a snapshot in: what it does not list has ended, unless a later entry says otherwise. */
  learn(list: {
    readonly journalPosition: JournalPosition;
    readonly items: readonly Alert[];
    readonly total: number;
  }): void {
    const { journalPosition } = list;
    const isComplete = list.items.length >= list.total;
    const listed = new Set(list.items.map(({ id }) => id));
    for (const [id, { position }] of this.#open) {
      if (isComplete && !listed.has(id) && !isAfter(position, journalPosition)) this.#open.delete(id);
    }
    for (const alert of list.items) this.#take(alert, journalPosition);
    this.#unlisted = list.total - list.items.length;
    this.#isLoaded = true;
    this.#show();
  }

  /** Takes entries in. */
  apply(entries: readonly JournalEntry[]): void {
    const taken = entries
      .filter(isAboutAlert)
      .filter((entry) => this.#take(entry.payload.alert, entry.position));
    if (taken.length === 0) return;
    this.#show();
    const calling = taken
      .filter(({ type, payload }) => callingTypes.has(type) && this.#open.has(payload.alert.id))
      .map(({ payload }) => payload.alert);
    if (calling.length > 0) this.calling.set(calling);
  }

  /** Takes the answer to an action in; the entry about it follows, so anything in the journal counts as newer. */
  learnAnswer(alert: Alert): void {
    const position = this.#open.get(alert.id)?.position ?? '0-0';
    if (this.#take(alert, position)) this.#show();
  }

  #take(alert: Alert, position: JournalPosition): boolean {
    const before = this.#open.get(alert.id)?.position ?? this.#ended.get(alert.id);
    if (before !== undefined && isAfter(before, position)) return false;
    if (alert.state.phase === 'cleared') this.#end(alert.id, position);
    else this.#open.set(alert.id, { alert, position });
    return true;
  }

  #end(id: AlertId, position: JournalPosition): void {
    this.#open.delete(id);
    this.#ended.delete(id);
    this.#ended.set(id, position);
    const oldest = this.#ended.keys().next();
    if (this.#ended.size > ENDED_MAX && !oldest.done) this.#ended.delete(oldest.value);
  }

  #show(): void {
    const queue = [...this.#open.values()].map(({ alert }) => alert).sort(compareAlerts);
    const byId = new Map(queue.map((alert) => [alert.id as string, alert]));
    this.view.set({ queue, byId, unlisted: this.#unlisted, isLoaded: this.#isLoaded });
  }
}

function isAboutAlert(entry: JournalEntry): entry is AlertEntry {
  return 'alert' in entry.payload;
}
