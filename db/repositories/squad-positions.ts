import { sql } from 'drizzle-orm';
import type { SquadPositionUpdate } from '#core/contracts';
import type { EpochMs, SquadId } from '#core/kit';
import type { OrgPath } from '#core/org';
import type { Queryable } from '../database/index.ts';
import { squadPositions, squads } from '../schema/index.ts';

/** A position that was news, and whose squad it is. */
export interface RecordedPosition {
  readonly update: SquadPositionUpdate;
  readonly orgPath: OrgPath;
}

export interface RecordedPositions {
  /** Those newer than what was known, the newest of each squad. */
  readonly recorded: readonly RecordedPosition[];
  /** Squads that do not exist. */
  readonly unknown: readonly SquadId[];
}

/** Where a squad is, and whose it is. */
export interface PositionedSquad extends SquadPositionUpdate {
  readonly orgPath: OrgPath;
}

/** Where all squads are that ever said so. Read every second, so nothing else of them is. */
export async function listSquadPositions(db: Queryable): Promise<PositionedSquad[]> {
  const { rows } = await db.execute<{ [Column in keyof PositionedSquad]: PositionedSquad[Column] }>(sql`
    select position.squad_id as "squadId", squad.org_path as "orgPath", position.lon, position.lat,
      position.heading_deg as "headingDeg", position.at_ms::float8 as "atMs"
    from ${squadPositions} as position join ${squads} as squad on squad.id = position.squad_id`);
  return rows;
}

/** Keeps the newest position of each squad. A stamp from the future counts as now, lest it hide what comes. */
export async function recordPositions(
  db: Queryable,
  positions: readonly SquadPositionUpdate[],
  nowMs: EpochMs,
): Promise<RecordedPositions> {
  const newest = newestOfEach(positions, nowMs);
  const { rows } = await db.execute(sql`
    with sent as (
      select * from jsonb_to_recordset(${JSON.stringify([...newest.values()])}::jsonb)
        as row ("squadId" text, lon float8, lat float8, "headingDeg" float8, "atMs" bigint)
    ), known as (
      select squad.id, squad.org_path, sent.* from sent join ${squads} as squad on squad.id = sent."squadId"
    ), recorded as (
      insert into ${squadPositions} as position (squad_id, lon, lat, heading_deg, at_ms)
      select id, lon, lat, "headingDeg", "atMs" from known order by id
      on conflict (squad_id) do update
        set lon = excluded.lon, lat = excluded.lat, heading_deg = excluded.heading_deg, at_ms = excluded.at_ms
        where excluded.at_ms > position.at_ms
      returning squad_id
    )
    select known.id, known.org_path, recorded.squad_id is not null as is_news
    from known left join recorded on recorded.squad_id = known.id`);
  const squadsOf = new Map(rows.map((row) => [row.id as SquadId, row]));
  return {
    recorded: [...newest.values()].flatMap((update) => {
      const row = squadsOf.get(update.squadId);
      return row?.is_news === true ? [{ update, orgPath: row.org_path as OrgPath }] : [];
    }),
    unknown: [...newest.keys()].filter((id) => !squadsOf.has(id)),
  };
}

function newestOfEach(
  positions: readonly SquadPositionUpdate[],
  nowMs: EpochMs,
): Map<SquadId, SquadPositionUpdate> {
  const newest = new Map<SquadId, SquadPositionUpdate>();
  for (const position of positions) {
    const update = { ...position, atMs: Math.min(position.atMs, nowMs) };
    const before = newest.get(update.squadId);
    if (before === undefined || before.atMs <= update.atMs) newest.set(update.squadId, update);
  }
  return newest;
}
