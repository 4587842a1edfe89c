import { sql } from 'drizzle-orm';
import type { Alert, AlertEvent } from '#core/alert';
import type { NewJournalEntry } from '#core/contracts';
import type { AlertId, EpochMs } from '#core/kit';
import type { Transaction } from '../database/index.ts';
import { alerts } from '../schema/index.ts';

/** What an alert is read from. */
export const alertColumns = {
  id: alerts.id,
  kind: alerts.kind,
  priority: alerts.priority,
  orgPath: alerts.orgPath,
  subject: alerts.subject,
  source: alerts.source,
  dedupKey: alerts.dedupKey,
  raisedAtMs: alerts.raisedAtMs,
  count: alerts.count,
  lastSeenMs: alerts.lastSeenMs,
  conditionActive: alerts.conditionActive,
  incidentId: alerts.incidentId,
  state: alerts.state,
};

/** An alert as it is to be, and the version of the row it was read from. */
export interface AlertSave {
  readonly alert: Alert;
  readonly version: number;
}

function toRow(alert: Alert) {
  const { state } = alert;
  return {
    id: alert.id,
    kind: alert.kind,
    priority: alert.priority,
    org_path: alert.orgPath,
    subject: alert.subject,
    source: alert.source,
    dedup_key: alert.dedupKey,
    raised_at_ms: alert.raisedAtMs,
    count: alert.count,
    last_seen_ms: alert.lastSeenMs,
    condition_active: alert.conditionActive,
    incident_id: alert.incidentId,
    state,
    phase: state.phase,
    escalate_at_ms: state.phase === 'routed' ? state.escalateAtMs : null,
    unshelve_at_ms: state.phase === 'shelved' ? state.untilMs : null,
    version: 1,
  };
}

/**
 * Inserts new alerts in the order of their dedup keys, so that two batches cannot deadlock.
 * @returns the ids inserted; for the others an open alert with the same key appeared meanwhile
 */
export async function insertAlerts(tx: Transaction, raised: readonly Alert[]): Promise<Set<AlertId>> {
  if (raised.length === 0) return new Set();
  const rows = raised.map(toRow).sort((a, b) => (a.dedup_key < b.dedup_key ? -1 : 1));
  const { rows: inserted } = await tx.execute(sql`
    insert into alerts select * from jsonb_populate_recordset(null::alerts, ${JSON.stringify(rows)}::jsonb)
    on conflict (dedup_key) where phase <> 'cleared' do nothing
    returning id`);
  return new Set(inserted.map((row) => row.id as AlertId));
}

/**
 * Writes alerts whose row is still of the version that was read, in the order of their ids.
 * @returns the ids written; the others changed meanwhile
 */
export async function saveAlerts(tx: Transaction, saves: readonly AlertSave[]): Promise<Set<AlertId>> {
  if (saves.length === 0) return new Set();
  const rows = saves.map(({ alert, version }) => ({ ...toRow(alert), version }));
  const { rows: written } = await tx.execute(sql`
    with wanted as (
      select * from jsonb_populate_recordset(null::alerts, ${JSON.stringify(rows)}::jsonb)
      limit ${rows.length} -- the planner would expect a hundred, and read the whole table for them
    ), held as (
      select alert.id from alerts as alert join wanted using (id, version) order by alert.id for update of alert
    )
    update alerts as alert set
      version = alert.version + 1,
      priority = wanted.priority,
      count = wanted.count,
      last_seen_ms = wanted.last_seen_ms,
      condition_active = wanted.condition_active,
      incident_id = wanted.incident_id,
      state = wanted.state,
      phase = wanted.phase,
      escalate_at_ms = wanted.escalate_at_ms,
      unshelve_at_ms = wanted.unshelve_at_ms
    from wanted join held using (id)
    where alert.id = wanted.id and alert.version = wanted.version
    returning alert.id`);
  return new Set(written.map((row) => row.id as AlertId));
}

const ENTRY_TYPES = {
  route: 'alert.routed',
  escalate: 'alert.escalated',
  repeat: 'alert.repeated',
  condition_ended: 'alert.condition_ended',
  acknowledge: 'alert.acknowledged',
  shelve: 'alert.shelved',
  unshelve: 'alert.unshelved',
  link: 'alert.linked',
  clear: 'alert.cleared',
} as const satisfies Record<AlertEvent['type'], NewJournalEntry['type']>;

/** What the journal says of an alert after `event`, or after it was raised. */
export function alertEntry(
  event: AlertEvent['type'] | 'raise',
  alert: Alert,
  actor: string,
  atMs: EpochMs,
): NewJournalEntry {
  const type = event === 'raise' ? 'alert.raised' : ENTRY_TYPES[event];
  return { type, orgPath: alert.orgPath, subject: alert.id, actor, atMs, payload: { alert } };
}
