import type { JournalEntry } from '#core/contracts';
import type { IncidentId, SquadId } from '#core/kit';

export interface IncidentSquadsOptions {
  /** Which squads are or were sent to incidents. */
  readonly read: (ids: readonly IncidentId[]) => Promise<ReadonlyMap<IncidentId, ReadonlySet<SquadId>>>;
  /** Those last spoken of are remembered. */
  readonly incidentsMax: number;
}

/** Knows which squads a journal entry concerns, without asking the database for every one. */
export class IncidentSquads {
  readonly #options: IncidentSquadsOptions;
  /** In the order they were last spoken of. */
  readonly #squads = new Map<IncidentId, Set<SquadId>>();

  constructor(options: IncidentSquadsOptions) {
    this.#options = options;
  }

  /**
   * Takes note of entries, in journal order. Once an incident was read, every squad that is sent there later is
   * learned of from the journal.
   */
  async learn(entries: readonly JournalEntry[]): Promise<void> {
    const spokenOf = new Set(entries.flatMap((entry) => incidentOf(entry) ?? []));
    const unknown = [...spokenOf].filter((id) => !this.#squads.has(id));
    const read = unknown.length === 0 ? new Map<IncidentId, never>() : await this.#options.read(unknown);
    for (const id of spokenOf) {
      const squads = this.#squads.get(id) ?? new Set(read.get(id));
      this.#squads.delete(id);
      this.#squads.set(id, squads);
    }
    for (const entry of entries) {
      const assignment = assignmentOf(entry);
      if (assignment !== null) this.#squads.get(assignment.incidentId)?.add(assignment.squadId);
    }
    for (const id of this.#squads.keys()) {
      if (this.#squads.size <= this.#options.incidentsMax) break;
      this.#squads.delete(id);
    }
  }

  /** The squad of an assignment, all squads of an incident, nobody for the rest. */
  of(entry: JournalEntry): readonly SquadId[] {
    const assignment = assignmentOf(entry);
    if (assignment !== null) return [assignment.squadId];
    const incidentId = incidentOf(entry);
    return incidentId === null ? [] : [...(this.#squads.get(incidentId) ?? [])];
  }
}

function incidentOf(entry: JournalEntry): IncidentId | null {
  if (entry.type === 'incident.opened' || entry.type === 'incident.changed') return entry.payload.incident.id;
  return assignmentOf(entry)?.incidentId ?? null;
}

function assignmentOf(entry: JournalEntry) {
  const isOne = entry.type === 'assignment.offered' || entry.type === 'assignment.changed';
  return isOne ? entry.payload.assignment : null;
}
