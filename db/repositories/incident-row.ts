import { and, eq, sql } from 'drizzle-orm';
import type { NewJournalEntry } from '#core/contracts';
import type { Incident } from '#core/incident';
import type { AlertId, EpochMs, IncidentId } from '#core/kit';
import type { Scope } from '#core/org';
import type { Queryable, Transaction } from '../database/index.ts';
import { incidents, withinScope } from '../schema/index.ts';
import { LostRace } from './deciding.ts';

/** An incident, and the version of the row it was read from; null while it has none. */
export interface StoredIncident {
  readonly incident: Incident;
  readonly version: number | null;
}

const columns = {
  id: incidents.id,
  kind: incidents.kind,
  priority: incidents.priority,
  titleZh: incidents.titleZh,
  titleEn: incidents.titleEn,
  orgPath: incidents.orgPath,
  ownerId: incidents.ownerId,
  lon: incidents.lon,
  lat: incidents.lat,
  openedAtMs: incidents.openedAtMs,
  state: incidents.state,
  version: incidents.version,
  // Spelled out: in a query on one table the builder would leave the tables' names away.
  alertIds: sql<AlertId[]>`array(select alert.id from alerts as alert where alert.incident_id = incidents.id
    order by alert.raised_at_ms, alert.id)`,
};

/** @returns null when there is no such incident within the scope */
export async function findStoredIncident(
  db: Queryable,
  scope: Scope,
  id: IncidentId,
): Promise<(StoredIncident & { readonly version: number }) | null> {
  const [row] = await db
    .select(columns)
    .from(incidents)
    .where(and(eq(incidents.id, id), withinScope(incidents.orgPath, scope)));
  if (row === undefined) return null;
  const { version, titleZh, titleEn, lon, lat, ...rest } = row;
  const position = lon === null || lat === null ? null : { lon, lat };
  return { incident: { ...rest, title: { zh: titleZh, en: titleEn }, position }, version };
}

/**
 * Inserts an incident, or writes its state if its row is still of the version that was read. Written also when the
 * state is the same: who changes assignments of one incident must not do so side by side.
 * @throws LostRace
 */
export async function saveIncident(tx: Transaction, { incident, version }: StoredIncident): Promise<void> {
  if (version === null) {
    const { title, position, alertIds: _alertIds, ...row } = incident;
    const place = { lon: position?.lon ?? null, lat: position?.lat ?? null };
    await tx.insert(incidents).values({ ...row, ...place, titleZh: title.zh, titleEn: title.en });
    return;
  }
  const saved = await tx
    .update(incidents)
    .set({ state: incident.state, version: version + 1 })
    .where(and(eq(incidents.id, incident.id), eq(incidents.version, version)))
    .returning({ id: incidents.id });
  if (saved.length === 0) throw new LostRace();
}

/** What the journal says of an incident after a change. */
export function incidentEntry(
  type: 'incident.opened' | 'incident.changed',
  incident: Incident,
  actor: string,
  atMs: EpochMs,
): NewJournalEntry {
  const { id: subject, orgPath } = incident;
  const payload = { incident: { ...incident, alertIds: [...incident.alertIds] } };
  return { type, orgPath, subject, actor, atMs, payload };
}
