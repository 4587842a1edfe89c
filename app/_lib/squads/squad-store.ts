import type { JournalEntry, JournalPosition, SquadPositionUpdate } from '#core/contracts';
import { type Assignment, isActive, type Squad, type SquadPosition } from '#core/dispatch';
import type { IncidentId, SquadId } from '#core/kit';
import { isAfter } from '../cameras/index.ts';
import { createStore } from '../store/index.ts';

/** A squad with what it does now and where it was last. */
export interface SquadStatus {
  readonly squad: Squad;
  readonly assignment: Assignment | null;
  readonly position: SquadPosition | null;
}

export type SquadView = ReadonlyMap<string, SquadStatus>;

interface Work {
  readonly assignment: Assignment | null;
  readonly position: JournalPosition;
}

/** Keeps the squads: what they do by journal order, where they are by the time of the position. */
export class SquadStore {
  readonly view = createStore<SquadView>(new Map());
  readonly #squads = new Map<SquadId, Squad>();
  readonly #work = new Map<SquadId, Work>();
  readonly #positions = new Map<SquadId, SquadPosition>();

  /** Takes a snapshot in. */
  learn(list: { readonly journalPosition: JournalPosition; readonly items: readonly SquadStatus[] }): void {
    this.#squads.clear();
    for (const { squad, assignment, position } of list.items) {
      this.#squads.set(squad.id, squad);
      this.#takeWork(squad.id, { assignment, position: list.journalPosition });
      if (position !== null) this.#takePosition(squad.id, position);
    }
    this.#show();
  }

  /** Takes entries in. */
  apply(entries: readonly JournalEntry[]): void {
    let isChanged = false;
    for (const entry of entries) {
      if (entry.type !== 'assignment.offered' && entry.type !== 'assignment.changed') continue;
      isChanged = this.#applyAssignment(entry.payload.assignment, entry.position) || isChanged;
    }
    if (isChanged) this.#show();
  }

  /** Takes the newest positions in; one that is older than what is known came by a slower way. */
  applyPositions(updates: readonly SquadPositionUpdate[]): void {
    for (const { squadId, lon, lat, headingDeg, atMs } of updates) {
      this.#takePosition(squadId, { lon, lat, headingDeg, atMs });
    }
    this.#show();
  }

  #applyAssignment(assignment: Assignment, position: JournalPosition): boolean {
    const { squadId } = assignment;
    const known = this.#work.get(squadId)?.assignment ?? null;
    // The end of an earlier assignment does not free a squad that has been given the next one.
    if (!isActive(assignment.phase) && known !== null && known.id !== assignment.id) return false;
    return this.#takeWork(squadId, { assignment: isActive(assignment.phase) ? assignment : null, position });
  }

  #takeWork(squadId: SquadId, work: Work): boolean {
    const known = this.#work.get(squadId);
    if (known !== undefined && isAfter(known.position, work.position)) return false;
    this.#work.set(squadId, work);
    return true;
  }

  #takePosition(squadId: SquadId, position: SquadPosition): void {
    const known = this.#positions.get(squadId);
    if (known === undefined || position.atMs >= known.atMs) this.#positions.set(squadId, position);
  }

  #show(): void {
    this.view.set(
      new Map(
        [...this.#squads].map(([id, squad]) => [
          id,
          {
            squad,
            assignment: this.#work.get(id)?.assignment ?? null,
            position: this.#positions.get(id) ?? null,
          },
        ]),
      ),
    );
  }
}

/** Who is on an incident now. */
export function squadsOn(view: SquadView, incidentId: IncidentId | null): SquadStatus[] {
  if (incidentId === null) return [];
  return [...view.values()].filter(({ assignment }) => assignment?.incidentId === incidentId);
}
