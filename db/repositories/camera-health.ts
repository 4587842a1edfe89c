import { inArray, sql } from 'drizzle-orm';
import { type CameraHealth, type CameraHealthEvent, transitionHealth } from '#core/camera';
import type { NewJournalEntry } from '#core/contracts';
import type { CameraId, EpochMs } from '#core/kit';
import type { OrgPath } from '#core/org';
import type { Database, Transaction } from '../database/index.ts';
import { appendEntries } from '../journal/index.ts';
import { cameras } from '../schema/index.ts';
import { fromHealth, healthColumns, toHealth } from './camera-row.ts';

/** What a witness noticed about one camera. */
export interface HealthObservation {
  readonly cameraId: CameraId;
  readonly event: CameraHealthEvent;
}

interface Save {
  readonly id: CameraId;
  readonly orgPath: OrgPath;
  readonly version: number;
  readonly health: CameraHealth;
  readonly changed: boolean;
  readonly event: CameraHealthEvent;
}

/** Several witnesses at one camera in one instant are rare; more rounds than this mean a bug, not a race. */
const ROUNDS_MAX = 30;

/**
 * Moves the health of cameras on (`transitionHealth`) and journals those that came or went, each with its change.
 * Two writers never undo each other: a row that changed since it was read is decided again, in a transaction of its
 * own (see `appendEntries` for why not in the same). Observations of unknown cameras are dropped; of two for one
 * camera the last counts.
 * @returns how many cameras changed between online and offline
 */
export async function recordCameraHealth(
  db: Database,
  observations: readonly HealthObservation[],
  nowMs: EpochMs,
): Promise<number> {
  const pending = new Map(observations.map(({ cameraId, event }) => [cameraId, event]));
  let changes = 0;
  for (let round = 0; pending.size > 0; round++) {
    if (round === ROUNDS_MAX)
      throw new Error(`health of ${pending.size} cameras kept changing under our hands`);
    const saves = await decide(db, pending, nowMs);
    const saved = await saveAndJournal(db, saves, nowMs);
    changes += saves.filter((each) => each.changed && saved.has(each.id)).length;
    const lost = new Set(saves.filter((each) => !saved.has(each.id)).map((each) => each.id));
    for (const id of pending.keys()) if (!lost.has(id)) pending.delete(id);
  }
  return changes;
}

/** The cameras whose stored health must change. */
async function decide(
  db: Database,
  events: ReadonlyMap<CameraId, CameraHealthEvent>,
  nowMs: EpochMs,
): Promise<Save[]> {
  const rows = await db
    .select({ id: cameras.id, orgPath: cameras.orgPath, version: cameras.version, health: healthColumns })
    .from(cameras)
    .where(inArray(cameras.id, [...events.keys()]));
  return rows.flatMap((row) => {
    const event = events.get(row.id);
    if (event === undefined) return [];
    const before = toHealth(row.health);
    const { health, changed } = transitionHealth(before, event, nowMs);
    return health === before ? [] : [{ ...row, health, changed, event }];
  });
}

/** @returns the ids written; the others changed since they were read */
async function saveAndJournal(db: Database, saves: readonly Save[], nowMs: EpochMs): Promise<Set<CameraId>> {
  if (saves.length === 0) return new Set();
  return db.transaction(async (tx) => {
    const saved = await save(tx, saves);
    const changed = saves.filter((each) => each.changed && saved.has(each.id));
    await appendEntries(
      tx,
      changed.map((each) => toEntry(each, nowMs)),
    );
    return saved;
  });
}

/** Writes all rows whose version is still the one read; locks them by id, so that two batches cannot deadlock. */
async function save(tx: Transaction, saves: readonly Save[]): Promise<Set<CameraId>> {
  const rows = saves.map(({ id, version, health }) => ({ id, version, ...fromHealth(health) }));
  const { rows: written } = await tx.execute(sql`
    with wanted as (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (
        id text, version int, "healthState" text, "healthSinceMs" bigint, "healthWitness" text,
        "healthSeenMs" bigint, "healthReason" text
      )
    ), held as (
      select camera.id from cameras as camera join wanted using (id, version) order by camera.id for update of camera
    )
    update cameras as camera set
      version = camera.version + 1,
      health_state = wanted."healthState",
      health_since_ms = wanted."healthSinceMs",
      health_witness = wanted."healthWitness",
      health_seen_ms = wanted."healthSeenMs",
      health_reason = wanted."healthReason"
    from wanted join held using (id)
    where camera.id = wanted.id and camera.version = wanted.version
    returning camera.id`);
  return new Set(written.map((row) => row.id as CameraId));
}

function toEntry({ id, orgPath, event }: Save, atMs: EpochMs): NewJournalEntry {
  const { witness } = event;
  const common = { orgPath, subject: id, actor: witness === 'probe' ? 'worker' : 'gateway', atMs };
  return event.type === 'answered'
    ? { ...common, type: 'camera.online', payload: { cameraId: id, witness } }
    : { ...common, type: 'camera.offline', payload: { cameraId: id, witness, reason: event.reason } };
}
