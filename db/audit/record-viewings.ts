import { sql } from 'drizzle-orm';
import type { StreamProfile } from '#core/camera';
import type { CameraId, EpochMs, LocalizedText, SessionId, UserId } from '#core/kit';
import type { OrgPath } from '#core/org';
import type { Database } from '../database/index.ts';
import { appendAudit, type NewAuditEntry } from './append-audit.ts';

/** Somebody was sent the pictures of a camera. */
export interface ViewingRecord {
  readonly sessionId: SessionId;
  readonly cameraId: CameraId;
  readonly profile: StreamProfile;
  /** Where the pictures went. */
  readonly address: string;
  /** When the first was sent. */
  readonly fromMs: EpochMs;
  /** When the last was; null: it goes on. */
  readonly untilMs: EpochMs | null;
}

/** What ids stand for, as far as they stand for anything. */
interface Resolved {
  readonly userId: UserId | null;
  readonly username: string | null;
  readonly orgPath: OrgPath;
  readonly camera: LocalizedText | null;
}

/**
 * Writes down who watched which camera from when until when: a row `viewing.started` for what goes on, a row
 * `viewing.ended` for what is over, which tells of its beginning too. All in one append, so many at once cost little.
 */
export async function recordViewings(
  db: Database,
  viewings: readonly ViewingRecord[],
  nowMs: EpochMs,
): Promise<void> {
  if (viewings.length === 0) return;
  const resolved = await resolve(db, viewings);
  const rows = viewings.map((viewing, at) => toEntry(viewing, resolved[at], nowMs));
  await db.transaction((tx) => appendAudit(tx, rows));
}

/** Finds whose sessions these are, and where the cameras hang in the tree, in their order. */
async function resolve(db: Database, viewings: readonly ViewingRecord[]): Promise<Resolved[]> {
  const asked = viewings.map(({ sessionId, cameraId }) => ({ session_id: sessionId, camera_id: cameraId }));
  const { rows } = await db.execute(sql`
    select u.id as "userId", u.username,
           -- A picture that was looked at before its camera was registered: at the home of whoever looked.
           coalesce(c.org_path, u.org_path, 'unplaced')::text as "orgPath",
           case when c.id is not null then jsonb_build_object('zh', c.name_zh, 'en', c.name_en) end as camera
    from rows from (jsonb_to_recordset(${JSON.stringify(asked)}::jsonb) as (session_id text, camera_id text))
         with ordinality as asked (session_id, camera_id, number)
    left join sessions s on s.id = asked.session_id
    left join users u on u.id = s.user_id
    left join cameras c on c.id = asked.camera_id
    order by asked.number`);
  return rows as unknown as Resolved[];
}

function toEntry(viewing: ViewingRecord, resolved: Resolved | undefined, nowMs: EpochMs): NewAuditEntry {
  const { sessionId, cameraId, profile, address, fromMs, untilMs } = viewing;
  const { userId = null, username = null, orgPath = 'unplaced' as OrgPath, camera = null } = resolved ?? {};
  return {
    ...{ atMs: nowMs, action: untilMs === null ? 'viewing.started' : 'viewing.ended', address },
    ...{ actor: userId ?? sessionId, actorName: username ?? sessionId, subject: cameraId, orgPath },
    detail: {
      ...(camera !== null && { nameZh: camera.zh, nameEn: camera.en }),
      ...{ profile, fromMs, ...(untilMs !== null && { untilMs }) },
    },
  };
}
