import { expect, test } from 'vitest';
import type { JournalEntry } from '#core/contracts';
import type { Assignment, AssignmentPhase, Squad } from '#core/dispatch';
import type { AssignmentId, IncidentId, OrgUnitId, SquadId } from '#core/kit';
import type { OrgPath } from '#core/org';
import { SquadStore, squadsOn } from './squad-store.ts';

const orgPath = 'a' as OrgPath;
const squad: Squad = {
  id: 'sqd_1' as SquadId,
  name: { zh: '城关一组', en: 'Chengguan 1' },
  kind: 'brigade',
  orgUnitId: 'org_1' as OrgUnitId,
  orgPath,
  onDuty: true,
};
const incident = 'inc_1' as IncidentId;

function assignment(id: string, phase: AssignmentPhase): Assignment {
  const times = { offeredAtMs: 0, answerByMs: 60_000, sinceMs: 0 };
  return { id: id as AssignmentId, incidentId: incident, squadId: squad.id, orgPath, phase, ...times };
}

function entry(position: string, changed: Assignment): JournalEntry {
  const type = changed.phase === 'offered' ? 'assignment.offered' : 'assignment.changed';
  const rest = { orgPath, subject: changed.id, actor: 'worker', atMs: 0 };
  return { ...rest, type, position, payload: { assignment: changed } };
}

function loaded(): SquadStore {
  const store = new SquadStore();
  store.learn({ journalPosition: '5-0', items: [{ squad, position: null, assignment: null }] });
  return store;
}

const workOf = (store: SquadStore) => store.view.get().get(squad.id)?.assignment?.phase ?? null;

test('an assignment occupies its squad until it ends', () => {
  const store = loaded();
  store.apply([entry('6-0', assignment('asg_1', 'offered')), entry('6-1', assignment('asg_1', 'en_route'))]);
  expect(workOf(store)).toBe('en_route');
  expect(squadsOn(store.view.get(), incident).map((status) => status.squad.id)).toEqual([squad.id]);
  store.apply([entry('6-2', assignment('asg_1', 'cleared'))]);
  expect(workOf(store)).toBeNull();
  expect(squadsOn(store.view.get(), incident)).toEqual([]);
});

test('the end of an earlier assignment does not free a squad that has the next one', () => {
  const store = loaded();
  store.apply([entry('6-0', assignment('asg_2', 'offered')), entry('6-1', assignment('asg_1', 'recalled'))]);
  expect(workOf(store)).toBe('offered');
});

test('entries at or before the snapshot change nothing', () => {
  const store = loaded();
  store.apply([entry('4-9', assignment('asg_1', 'offered'))]);
  expect(workOf(store)).toBeNull();
});

test('an older position does not move a squad back', () => {
  const store = loaded();
  const at = (lon: number, atMs: number) => ({ squadId: squad.id, lon, lat: 40, headingDeg: null, atMs });
  store.applyPositions([at(102, 2_000)]);
  store.applyPositions([at(101, 1_000)]);
  expect(store.view.get().get(squad.id)?.position).toMatchObject({ lon: 102, atMs: 2_000 });
});
