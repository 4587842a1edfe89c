import { createHash } from 'node:crypto';
import { type Alert, type AlertEvent, defaultPriority, transitionAlert } from '#core/alert';
import type { IngestAlert, IngestResult, NewJournalEntry } from '#core/contracts';
import { type AlertId, type EpochMs, newId } from '#core/kit';
import type { OrgPath } from '#core/org';
import { type AlertSave, alertEntry } from './alert-row.ts';
import type { RandomBytes } from './changes.ts';

/** An item with what it takes to decide on it. */
export interface Signal {
  readonly index: number;
  readonly item: IngestAlert;
  readonly hash: Uint8Array;
  readonly dedupKey: string;
  readonly orgPath: OrgPath;
}

export interface KnownSignal {
  readonly hash: Uint8Array;
  readonly alertId: AlertId;
}

export interface IngestContext {
  readonly source: string;
  /** Signals of this source that came before, by their id. */
  readonly known: ReadonlyMap<string, KnownSignal>;
  /** Of each dedup key the alert that is open, else the one raised last. */
  readonly latest: ReadonlyMap<string, AlertSave>;
  readonly nowMs: EpochMs;
  readonly random: RandomBytes;
  readonly escalationScale: number | undefined;
}

/** What is to be written, and what is then to be answered. */
export interface IngestPlan {
  readonly raised: readonly Alert[];
  readonly changed: readonly AlertSave[];
  /** Alerts that signals belong to without changing them. */
  readonly unchanged: readonly AlertId[];
  readonly signals: readonly { readonly signal: Signal; readonly alertId: AlertId }[];
  readonly entries: readonly NewJournalEntry[];
  /** An answer stands once its alert is written; at once when it names none. A signal without one comes again. */
  readonly answers: readonly {
    readonly index: number;
    readonly result: IngestResult;
    readonly alertId: AlertId | null;
  }[];
}

const refuse = (code: string, message: string, path: string | null): IngestResult => ({
  ...{ result: 'refused', code, message, path },
});

/** Makes a signal of an item, or says why it is none. */
export function toSignal(
  item: IngestAlert,
  index: number,
  units: ReadonlyMap<string, OrgPath>,
): Signal | { readonly refused: IngestResult } {
  if (!isStorable(item)) {
    return { refused: refuse('invalid_text', 'holds characters that are no text', null) };
  }
  const orgPath = units.get(item.unitCode);
  if (orgPath === undefined) {
    return { refused: refuse('unknown_unit', `there is no org unit ${item.unitCode}`, 'unitCode') };
  }
  const dedupKey = item.dedupKey ?? `${item.kind}/${item.unitCode}/${item.place.zh}`;
  const hash = createHash('sha256').update(JSON.stringify(item)).digest();
  return { index, item, hash, dedupKey, orgPath };
}

/** PostgreSQL's JSON has neither NUL nor half a surrogate pair. */
function isStorable(value: unknown): boolean {
  if (typeof value === 'string') return !value.includes('\0') && value.isWellFormed();
  return typeof value !== 'object' || value === null || Object.values(value).every(isStorable);
}

/** Decides what each signal means, in their order, from what is known. Writes nothing. */
export function planIngest(signals: readonly Signal[], context: IngestContext): IngestPlan {
  const planner = new Planner(context);
  for (const signal of signals) planner.take(signal);
  return planner.plan();
}

/** An alert as the signals so far leave it. */
interface Draft {
  alert: Alert;
  /** The version its row has; null while there is none. */
  readonly version: number | null;
  touched: boolean;
}

class Planner {
  readonly #context: IngestContext;
  readonly #known: Map<string, KnownSignal>;
  readonly #drafts = new Map<string, Draft>();
  /** Dedup keys whose signals wait for the next round: this batch cleared the alert, and then goes on. */
  readonly #deferred = new Set<string>();
  readonly #signals: { signal: Signal; alertId: AlertId }[] = [];
  readonly #entries: NewJournalEntry[] = [];
  readonly #answers: IngestPlan['answers'][number][] = [];

  constructor(context: IngestContext) {
    this.#context = context;
    this.#known = new Map(context.known);
    for (const [key, { alert, version }] of context.latest) {
      this.#drafts.set(key, { alert, version, touched: false });
    }
  }

  take(signal: Signal): void {
    const { index, item, hash, dedupKey } = signal;
    const before = this.#known.get(item.sourceEventId);
    if (before !== undefined) {
      const { alertId } = before;
      const isSame = Buffer.compare(before.hash, hash) === 0;
      const result = isSame ? ({ result: 'duplicate', alertId } as const) : conflict(item.sourceEventId);
      this.#answers.push({ index, result, alertId });
      return;
    }
    const draft = this.#drafts.get(dedupKey);
    if (draft?.touched && draft.alert.state.phase === 'cleared') this.#deferred.add(dedupKey);
    if (this.#deferred.has(dedupKey)) return;
    const isOpen = draft !== undefined && draft.alert.state.phase !== 'cleared';
    if (item.condition === 'ended') {
      if (draft === undefined) {
        const result = refuse('unknown_condition', `nothing was signalled under ${dedupKey}`, 'dedupKey');
        this.#answers.push({ index, result, alertId: null });
        return;
      }
      if (isOpen && draft.alert.conditionActive) this.#apply(draft, { type: 'condition_ended' });
      this.#accept(signal, draft.alert.id, true);
    } else if (isOpen) {
      this.#apply(draft, { type: 'repeat', priority: item.priority ?? defaultPriority(item.kind) });
      this.#accept(signal, draft.alert.id, true);
    } else {
      this.#accept(signal, this.#raise(signal).id, false);
    }
  }

  plan(): IngestPlan {
    const drafts = [...this.#drafts.values()];
    const changed = drafts.flatMap(({ alert, version, touched }) =>
      touched && version !== null ? [{ alert, version }] : [],
    );
    return {
      raised: drafts.filter(({ version }) => version === null).map(({ alert }) => alert),
      changed,
      unchanged: this.#unchanged(drafts),
      signals: this.#signals,
      entries: this.#entries,
      answers: this.#answers,
    };
  }

  /** Alerts named in an answer that this batch does not write. */
  #unchanged(drafts: readonly Draft[]): AlertId[] {
    const written = new Set(drafts.filter(({ touched }) => touched).map(({ alert }) => alert.id));
    return this.#answers.flatMap(({ alertId }) =>
      alertId === null || written.has(alertId) ? [] : [alertId],
    );
  }

  #accept(signal: Signal, alertId: AlertId, repeatOf: boolean): void {
    this.#known.set(signal.item.sourceEventId, { hash: signal.hash, alertId });
    this.#signals.push({ signal, alertId });
    this.#answers.push({ index: signal.index, result: { result: 'accepted', alertId, repeatOf }, alertId });
  }

  #apply(draft: Draft, event: AlertEvent): void {
    const { nowMs, escalationScale } = this.#context;
    const outcome = transitionAlert(draft.alert, event, nowMs, escalationScale);
    if (!outcome.ok) throw new Error(`${event.type} of an open alert: ${outcome.error.code}`);
    draft.alert = outcome.value;
    draft.touched = true;
    this.#entries.push(alertEntry(event.type, draft.alert, 'ingest', nowMs));
  }

  #raise({ item, dedupKey, orgPath }: Signal): Alert {
    const { source, nowMs, random } = this.#context;
    const alert: Alert = {
      id: newId('alt', random),
      kind: item.kind,
      priority: item.priority ?? defaultPriority(item.kind),
      orgPath,
      subject: { place: item.place, details: item.details ?? null, position: item.position ?? null },
      source,
      dedupKey,
      raisedAtMs: nowMs,
      count: 1,
      lastSeenMs: nowMs,
      conditionActive: true,
      incidentId: null,
      state: { phase: 'raised' },
    };
    this.#drafts.set(dedupKey, { alert, version: null, touched: true });
    this.#entries.push(alertEntry('raise', alert, 'ingest', nowMs));
    return alert;
  }
}

function conflict(sourceEventId: string): IngestResult {
  const message = `${sourceEventId} came before with other content`;
  return refuse('conflict', message, 'sourceEventId');
}
