import { describe, expect, it } from 'vitest';
import type { JournalEntry } from '#core/contracts';
import type { IncidentId, SquadId } from '#core/kit';
import { IncidentSquads } from './incident-squads.ts';

const incident = (id: string) =>
  ({ type: 'incident.changed', payload: { incident: { id } } }) as unknown as JournalEntry;
const assignment = (incidentId: string, squadId: string) =>
  ({ type: 'assignment.offered', payload: { assignment: { incidentId, squadId } } }) as JournalEntry;

/** Remembers what was read of a database that knows of squad 1 at incident 1. */
function known(incidentsMax = 10) {
  const reads: string[][] = [];
  const stored = new Map([['inc_1' as IncidentId, new Set(['sqd_1' as SquadId])]]);
  const squads = new IncidentSquads({
    read: async (ids) => {
      reads.push([...ids]);
      return stored;
    },
    incidentsMax,
  });
  return { squads, reads };
}

describe('squads of an incident', () => {
  it('are read once, and learned of from then on', async () => {
    const { squads, reads } = known();
    await squads.learn([incident('inc_1'), assignment('inc_1', 'sqd_2')]);
    expect(squads.of(incident('inc_1'))).toEqual(['sqd_1', 'sqd_2']);
    await squads.learn([assignment('inc_1', 'sqd_3'), assignment('inc_1', 'sqd_2')]);
    expect(squads.of(incident('inc_1'))).toEqual(['sqd_1', 'sqd_2', 'sqd_3']);
    expect(reads).toEqual([['inc_1']]);
  });

  it('those sent before this process began are known though a new one comes first', async () => {
    const { squads } = known();
    await squads.learn([assignment('inc_1', 'sqd_2')]);
    expect(squads.of(incident('inc_1'))).toEqual(['sqd_1', 'sqd_2']);
    expect(squads.of(assignment('inc_1', 'sqd_2'))).toEqual(['sqd_2']);
  });

  it('of incidents not spoken of for long are forgotten, and read again', async () => {
    const { squads, reads } = known(2);
    await squads.learn([incident('inc_1'), incident('inc_2')]);
    await squads.learn([incident('inc_1'), incident('inc_3')]);
    expect(squads.of(incident('inc_1'))).toEqual(['sqd_1']);
    await squads.learn([incident('inc_2')]);
    expect(reads).toEqual([['inc_1', 'inc_2'], ['inc_3'], ['inc_2']]);
  });

  it('a batch that could not be learned of is not half known', async () => {
    let isAway = true;
    const squads = new IncidentSquads({
      read: async () => {
        if (isAway) throw new Error('away');
        return new Map();
      },
      incidentsMax: 2,
    });
    await expect(squads.learn([assignment('inc_1', 'sqd_1')])).rejects.toThrow('away');
    expect(squads.of(incident('inc_1'))).toEqual([]);
    isAway = false;
    await squads.learn([assignment('inc_1', 'sqd_1')]);
    expect(squads.of(incident('inc_1'))).toEqual(['sqd_1']);
  });
});
