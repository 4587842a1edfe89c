import type { SquadPositionUpdate } from '#core/contracts';
import type { Assignment, Squad, SquadPosition } from '#core/dispatch';
import type { EpochMs, SquadId } from '#core/kit';
import type { OrgPath, Scope } from '#core/org';
import type { Queryable } from '../database/index.ts';

/** A squad as it is entered; its path is that of its org unit. */
export type NewSquad = Omit<Squad, 'orgPath'>;

/** Enters squads. @throws when an org unit does not exist, or an id is taken */
export async function registerSquads(_db: Queryable, _squads: readonly NewSquad[]): Promise<void> {
  throw new Error('under construction');
}

/** A squad with where it was last and what it does now. */
export interface SquadStatus {
  readonly squad: Squad;
  readonly position: SquadPosition | null;
  readonly assignment: Assignment | null;
}

/** The scope's squads, in the order of their names. */
export async function listSquads(_db: Queryable, _scope: Scope): Promise<SquadStatus[]> {
  throw new Error('under construction');
}

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

/** Keeps the newest position of each squad. A stamp from the future counts as now. */
export async function recordPositions(
  _db: Queryable,
  _positions: readonly SquadPositionUpdate[],
  _nowMs: EpochMs,
): Promise<RecordedPositions> {
  throw new Error('under construction');
}
