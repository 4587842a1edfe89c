import { and, eq, inArray, lt, or, sql } from 'drizzle-orm';
import type { StreamProfile } from '#core/camera';
import type { AuditDetail } from '#core/contracts';
import type { CameraId, EpochMs, SessionId, UserId } from '#core/kit';
import type { OrgPath } from '#core/org';
import { appendAudit, type NewAuditEntry } from '../audit/index.ts';
import { type Database, insertRows, type Transaction } from '../database/index.ts';
import { cameras, users, viewings } from '../schema/index.ts';
import { findRootPath } from './org-units.ts';

/** That somebody is sent the pictures of a camera, from then on. */
export interface ViewingRow {
  readonly sessionId: SessionId;
  readonly userId: UserId;
  readonly cameraId: CameraId;
  readonly profile: StreamProfile;
  readonly address: string;
  readonly fromMs: EpochMs;
}

export interface EndedViewing {
  readonly viewing: ViewingRow;
  /** When the last picture was sent. */
  readonly toMs: EpochMs;
}

/** What a gateway has seen since it last told. */
export interface ViewingChanges {
  readonly gatewayId: string;
  readonly nowMs: EpochMs;
  /** Those that go on. */
  readonly begun: readonly ViewingRow[];
  /** Those that have gone on for so long that the audit log is told of their beginning. */
  readonly lasting: readonly ViewingRow[];
  /** Those that are over; it does not matter whether they were told of before. */
  readonly ended: readonly EndedViewing[];
  /** How many could not be kept in mind. */
  readonly lost: number;
}

/**
 * Keeps viewings and writes them into the audit log, all or nothing: one row for a short one, one at the beginning and
 * one at the end of a long one.
 */
export async function saveViewings(db: Database, changes: ViewingChanges): Promise<void> {
  const { gatewayId, nowMs, begun, lasting, ended, lost } = changes;
  await db.transaction(async (tx) => {
    // Those that begin too: they are there already if the answer to an earlier try was lost.
    const gone = [...begun, ...ended.map(({ viewing }) => viewing)];
    if (gone.length > 0) await tx.delete(viewings).where(areThose(gatewayId, gone));
    await insertRows(
      tx,
      viewings,
      begun.map((viewing) => ({ ...viewing, gatewayId, seenMs: nowMs })),
    );
    await auditViewings(tx, [
      ...lasting.map((viewing) => ({ viewing, toMs: null })),
      ...ended.map(({ viewing, toMs }) => ({ viewing, toMs })),
    ]);
    if (lost > 0) await auditLost(tx, gatewayId, lost, nowMs);
  });
}

/** Notes that a gateway is there: the viewings of one that is not end when it last was. */
export async function touchViewings(db: Database, gatewayId: string, nowMs: EpochMs): Promise<void> {
  await db.update(viewings).set({ seenMs: nowMs }).where(eq(viewings.gatewayId, gatewayId));
}

/**
 * Ends the viewings that gateways have left behind: one in an earlier life, if it is given, and all that have not been
 * seen since `unseenSinceMs`. Their end is when the gateway was last seen, and the audit log says so.
 * @returns how many there were
 */
export async function endLeftViewings(
  db: Database,
  gatewayId: string | null,
  unseenSinceMs: EpochMs,
): Promise<number> {
  return db.transaction(async (tx) => {
    const left = await tx
      .delete(viewings)
      .where(
        or(
          lt(viewings.seenMs, unseenSinceMs),
          gatewayId === null ? undefined : eq(viewings.gatewayId, gatewayId),
        ),
      )
      .returning();
    await auditViewings(
      tx,
      left.map((viewing) => ({ viewing, toMs: viewing.seenMs, detail: { interrupted: true } })),
    );
    return left.length;
  });
}

/** Compared as rows of values: thousands of them are one parameter. */
function areThose(gatewayId: string, rows: readonly ViewingRow[]) {
  const keys = JSON.stringify(
    rows.map(({ sessionId, cameraId, profile, fromMs }) => [sessionId, cameraId, profile, String(fromMs)]),
  );
  return and(
    eq(viewings.gatewayId, gatewayId),
    sql`(${viewings.sessionId}, ${viewings.cameraId}, ${viewings.profile}, ${viewings.fromMs}) in (
      select key->>0, key->>1, key->>2, (key->>3)::bigint from jsonb_array_elements(${keys}::jsonb) as key)`,
  );
}

interface Audited {
  readonly viewing: ViewingRow;
  /** Null: it goes on. */
  readonly toMs: EpochMs | null;
  readonly detail?: AuditDetail;
}

/** Last in a transaction, see `appendAudit`. */
async function auditViewings(tx: Transaction, audited: readonly Audited[]): Promise<void> {
  if (audited.length === 0) return;
  const rootPath = await anyRootPath(tx);
  const names = await namesOf(
    tx,
    audited.map(({ viewing }) => viewing.userId),
  );
  const paths = await pathsOf(
    tx,
    audited.map(({ viewing }) => viewing.cameraId),
  );
  const rows = audited.map(({ viewing, toMs, detail }): NewAuditEntry => {
    const { sessionId, userId, cameraId, profile, address, fromMs } = viewing;
    return {
      atMs: toMs ?? fromMs,
      action: toMs === null ? 'viewing.started' : 'viewing.ended',
      actor: userId,
      actorName: names.get(userId) ?? '',
      address,
      subject: cameraId,
      // A preview of a camera that is not registered yet lies nowhere.
      orgPath: paths.get(cameraId) ?? rootPath,
      detail: { sessionId, profile, fromMs, ...(toMs !== null && { toMs }), ...detail },
    };
  });
  await appendAudit(
    tx,
    rows.toSorted((a, b) => a.atMs - b.atMs),
  );
}

async function auditLost(tx: Transaction, gatewayId: string, count: number, atMs: EpochMs): Promise<void> {
  const orgPath = await anyRootPath(tx);
  const who = { actor: 'gateway', actorName: 'gateway', address: '' };
  await appendAudit(tx, [
    { ...who, atMs, action: 'viewing.lost', subject: gatewayId, orgPath, detail: { count } },
  ]);
}

async function anyRootPath(tx: Transaction): Promise<OrgPath> {
  return (await findRootPath(tx)) ?? ('unplaced' as OrgPath);
}

async function namesOf(tx: Transaction, ids: readonly UserId[]): Promise<ReadonlyMap<UserId, string>> {
  const rows = await tx
    .select({ id: users.id, username: users.username })
    .from(users)
    .where(inArray(users.id, [...new Set(ids)]));
  return new Map(rows.map(({ id, username }) => [id, username]));
}

async function pathsOf(tx: Transaction, ids: readonly CameraId[]): Promise<ReadonlyMap<CameraId, OrgPath>> {
  const rows = await tx
    .select({ id: cameras.id, orgPath: cameras.orgPath })
    .from(cameras)
    .where(inArray(cameras.id, [...new Set(ids)]));
  return new Map(rows.map(({ id, orgPath }) => [id, orgPath]));
}
