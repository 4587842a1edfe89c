import { and, desc, eq, inArray } from 'drizzle-orm';
import type { IngestAlert, IngestResult } from '#core/contracts';
import type { AlertId, EpochMs } from '#core/kit';
import type { OrgPath } from '#core/org';
import type { Database, Queryable, Transaction } from '../database/index.ts';
import { appendEntries } from '../journal/index.ts';
import { alertSignals, alerts, orgUnits } from '../schema/index.ts';
import { type AlertSave, alertColumns, insertAlerts, saveAlerts } from './alert-row.ts';
import type { RandomBytes } from './changes.ts';
import { deciding, LostRace } from './deciding.ts';
import { type IngestPlan, type KnownSignal, planIngest, type Signal, toSignal } from './ingest-plan.ts';

export interface IngestOptions {
  /** The name of the source that sent them. */
  readonly source: string;
  readonly items: readonly IngestAlert[];
  readonly nowMs: EpochMs;
  readonly random: RandomBytes;
  /** Multiplies the delays before an alert climbs; 1 if not given. */
  readonly escalationScale?: number;
}

/** See `deciding`; here each round settles at least what nobody else has a hand on. */
const ROUNDS_MAX = 30;

/**
 * Takes signals in: raises alerts, counts up open ones, ends conditions, and keeps every signal as it came. Of
 * signals with one dedup key, whoever sends them and whenever, one alert is made while it is open; the same
 * signal again gets the same answer and changes nothing.
 * @returns one result an item, in their order; all that is accepted is committed by then
 */
export async function ingestAlerts(db: Database, options: IngestOptions): Promise<IngestResult[]> {
  const { source, items } = options;
  const units = await unitPaths(db, items);
  const results = new Map<number, IngestResult>();
  let pending: Signal[] = [];
  for (const [index, item] of items.entries()) {
    const signal = toSignal(item, index, units);
    if ('refused' in signal) results.set(index, signal.refused);
    else pending.push(signal);
  }
  for (let round = 0; pending.length > 0; round++) {
    if (round === ROUNDS_MAX) throw new Error(`${pending.length} signals of ${source} kept losing races`);
    const settled = await deciding(db, (tx) => ingestRound(tx, pending, options));
    for (const [index, result] of settled) results.set(index, result);
    pending = pending.filter(({ index }) => !settled.has(index));
  }
  return items.map((_, index) => results.get(index) as IngestResult);
}

/** Decides on all signals and writes what no one else changed meanwhile. @returns the results that stand */
async function ingestRound(
  tx: Transaction,
  signals: readonly Signal[],
  { source, nowMs, random, escalationScale }: IngestOptions,
): Promise<Map<number, IngestResult>> {
  const known = await knownSignals(tx, source, signals);
  const latest = await latestAlerts(tx, signals);
  const plan = planIngest(signals, { source, known, latest, nowMs, random, escalationScale });
  const written = await write(tx, plan, { source, nowMs });
  return new Map(
    plan.answers
      .filter(({ alertId }) => alertId === null || written.has(alertId))
      .map(({ index, result }) => [index, result]),
  );
}

/** @returns the alerts whose changes, signals and journal entries were all written, and those that needed no change */
async function write(
  tx: Transaction,
  plan: IngestPlan,
  { source, nowMs }: Pick<IngestOptions, 'source' | 'nowMs'>,
): Promise<Set<AlertId>> {
  const inserted = await insertAlerts(tx, plan.raised);
  const saved = await saveAlerts(tx, plan.changed);
  const written = new Set([...inserted, ...saved, ...plan.unchanged]);
  const signals = plan.signals.filter(({ alertId }) => written.has(alertId));
  if (signals.length > 0) {
    const kept = await tx
      .insert(alertSignals)
      .values(
        signals
          .map(({ signal, alertId }) => ({
            ...{ source, sourceEventId: signal.item.sourceEventId, bodyHash: signal.hash },
            ...{ body: signal.item, alertId, receivedAtMs: nowMs },
          }))
          .sort((a, b) => (a.sourceEventId < b.sourceEventId ? -1 : 1)),
      )
      .onConflictDoNothing()
      .returning({ id: alertSignals.sourceEventId });
    if (kept.length < signals.length) throw new LostRace(); // the same signal came on another connection
  }
  await appendEntries(
    tx,
    plan.entries.filter(({ subject }) => written.has(subject as AlertId)),
  );
  return written;
}

/** The path of each unit that is named, by division code. */
async function unitPaths(db: Queryable, items: readonly IngestAlert[]): Promise<Map<string, OrgPath>> {
  const codes = [...new Set(items.map((item) => item.unitCode))];
  const units = await db
    .select({ code: orgUnits.code, path: orgUnits.path })
    .from(orgUnits)
    .where(inArray(orgUnits.code, codes));
  return new Map(units.map((unit) => [unit.code, unit.path]));
}

async function knownSignals(
  tx: Transaction,
  source: string,
  signals: readonly Signal[],
): Promise<Map<string, KnownSignal>> {
  const ids = signals.map(({ item }) => item.sourceEventId);
  const rows = await tx
    .select({
      id: alertSignals.sourceEventId,
      hash: alertSignals.bodyHash,
      alertId: alertSignals.alertId,
    })
    .from(alertSignals)
    .where(and(eq(alertSignals.source, source), inArray(alertSignals.sourceEventId, ids)));
  return new Map(rows.map(({ id, ...known }) => [id, known]));
}

/** Of each dedup key the alert that is open, else the one raised last. */
async function latestAlerts(tx: Transaction, signals: readonly Signal[]): Promise<Map<string, AlertSave>> {
  const keys = [...new Set(signals.map(({ dedupKey }) => dedupKey))];
  const rows = await tx
    .selectDistinctOn([alerts.dedupKey], { alert: alertColumns, version: alerts.version })
    .from(alerts)
    .where(inArray(alerts.dedupKey, keys))
    .orderBy(alerts.dedupKey, eq(alerts.phase, 'cleared'), desc(alerts.raisedAtMs));
  return new Map(rows.map((row) => [row.alert.dedupKey, row]));
}
