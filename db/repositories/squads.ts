import { and, asc, eq, notInArray, type SQL, sql } from 'drizzle-orm';
import type { Assignment, Candidate, Squad, SquadPosition } from '#core/dispatch';
import type { LonLat } from '#core/geo';
import type { SquadId } from '#core/kit';
import type { Scope } from '#core/org';
import type { Queryable } from '../database/index.ts';
import { assignments, squadPositions, squads, withinScope } from '../schema/index.ts';
import { assignmentColumns, isActiveRow } from './assignment-row.ts';
import { insertPlaced } from './insert-placed.ts';
import { planarDistance } from './planar-distance.ts';

/** A squad as it is entered; its path is that of its org unit. */
export type NewSquad = Omit<Squad, 'orgPath'>;

/** Enters squads. @throws when an org unit does not exist, or an id is taken */
export async function registerSquads(db: Queryable, entered: readonly NewSquad[]): Promise<void> {
  await insertPlaced(db, squads, entered);
}

/** A squad with where it was last and what it does now. */
export interface SquadStatus {
  readonly squad: Squad;
  readonly position: SquadPosition | null;
  readonly assignment: Assignment | null;
}

/** The scope's squads, in the order of their names. */
export async function listSquads(db: Queryable, scope: Scope): Promise<SquadStatus[]> {
  return selectSquads(db, withinScope(squads.orgPath, scope)).orderBy(asc(squads.nameZh), asc(squads.id));
}

/** @returns null when there is no such squad within the scope */
export async function findSquad(db: Queryable, scope: Scope, id: SquadId): Promise<SquadStatus | null> {
  const [found] = await selectSquads(db, and(eq(squads.id, id), withinScope(squads.orgPath, scope)));
  return found ?? null;
}

export interface CandidateQuery {
  readonly scope: Scope;
  /** Null when it is not known; then nearness does not count. */
  readonly place: LonLat | null;
  readonly except?: readonly SquadId[];
}

/** Squads looked at for one place. The farthest of a county's are nobody's choice. */
const CANDIDATES_MAX = 64;

/** The squads on duty nearest to a place; those whose position is unknown come last. */
export async function listCandidates(
  db: Queryable,
  { scope, place, except = [] }: CandidateQuery,
): Promise<Candidate[]> {
  const isWanted = and(
    withinScope(squads.orgPath, scope),
    eq(squads.onDuty, true),
    except.length === 0 ? undefined : notInArray(squads.id, [...except]),
  );
  const rows = await selectSquads(db, isWanted)
    .orderBy(...(place === null ? [] : [planarDistance(squadPositions, place)]), asc(squads.id))
    .limit(CANDIDATES_MAX);
  return rows.map(({ squad, position, assignment }) => ({ squad, position, busy: assignment !== null }));
}

/** What a squad is read from. */
export const squadColumns = {
  id: squads.id,
  name: sql<Squad['name']>`jsonb_build_object('zh', ${squads.nameZh}, 'en', ${squads.nameEn})`,
  kind: squads.kind,
  orgUnitId: squads.orgUnitId,
  orgPath: squads.orgPath,
  onDuty: squads.onDuty,
};

function selectSquads(db: Queryable, where: SQL | undefined) {
  return db
    .select({
      squad: squadColumns,
      position: {
        lon: squadPositions.lon,
        lat: squadPositions.lat,
        headingDeg: squadPositions.headingDeg,
        atMs: squadPositions.atMs,
      },
      assignment: assignmentColumns,
    })
    .from(squads)
    .leftJoin(squadPositions, eq(squadPositions.squadId, squads.id))
    .leftJoin(assignments, and(eq(assignments.squadId, squads.id), isActiveRow))
    .where(where)
    .$dynamic();
}
