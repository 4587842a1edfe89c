import { expect, test } from 'vitest';
import type { Alert, AlertState, Priority } from '#core/alert';
import type { JournalEntry } from '#core/contracts';
import type { AlertId, OrgUnitId, UserId } from '#core/kit';
import type { OrgPath } from '#core/org';
import { deadlineOf, timeLeft } from './alert-clock.ts';
import { AlertStore } from './alert-store.ts';
import { compareAlerts, countByPriority, mostUrgent, nextAlert } from './queue-order.ts';

const orgPath = 'a.b' as OrgPath;
const by = 'usr_1' as UserId;
const holder = { orgUnitId: 'org_1' as OrgUnitId, orgPath, sinceMs: 2_000 };
const routed: AlertState = { phase: 'routed', holder, escalateAtMs: 62_000 };
const acknowledged: AlertState = { phase: 'acknowledged', holder, by, atMs: 3_000 };
const shelved: AlertState = { phase: 'shelved', by, reason: 'known', untilMs: 90_000, back: routed };
const cleared: AlertState = { phase: 'cleared', holder, by, atMs: 4_000 };

function alert(id: string, priority: Priority, raisedAtMs: number, state: AlertState = routed): Alert {
  return {
    id: id as AlertId,
    kind: 'manual',
    priority,
    orgPath,
    subject: { place: { zh: '城关', en: 'Chengguan' }, details: null, position: null },
    source: 'test',
    dedupKey: id,
    raisedAtMs,
    count: 1,
    lastSeenMs: raisedAtMs,
    conditionActive: true,
    incidentId: null,
    state,
  };
}

function entry(
  type: 'alert.raised' | 'alert.acknowledged' | 'alert.cleared',
  position: string,
  about: Alert,
) {
  const rest = { orgPath, subject: about.id, actor: 'worker', atMs: 0 };
  return { ...rest, type, position, payload: { alert: about } } as JournalEntry;
}

const ids = (alerts: readonly Alert[]) => alerts.map(({ id }) => id as string);

test('Q1 Q2 Q3: by priority, then age, and what is put aside comes last', () => {
  const queue = [
    alert('young', 2, 9),
    alert('aside', 1, 1, shelved),
    alert('old', 2, 3),
    alert('urgent', 1, 20),
    alert('taken', 2, 5, acknowledged),
  ];
  expect(ids(queue.toSorted(compareAlerts))).toEqual(['urgent', 'old', 'taken', 'young', 'aside']);
});

test('two alerts of the same moment have one order, whatever order they came in', () => {
  const [a, b] = [alert('a', 3, 5), alert('b', 3, 5)];
  expect(ids([b, a].toSorted(compareAlerts))).toEqual(ids([a, b].toSorted(compareAlerts)));
});

test('what is put aside is not counted', () => {
  const queue = [alert('a', 1, 1), alert('b', 1, 2, shelved), alert('c', 4, 3, acknowledged)];
  expect(countByPriority(queue)).toEqual({ 1: 1, 2: 0, 3: 0, 4: 1 });
});

test('the most urgent of some', () => {
  expect(mostUrgent([alert('a', 3, 1), alert('b', 2, 1)])).toBe(2);
  expect(mostUrgent([])).toBeNull();
});

test('the space bar goes to the next alert that nobody has taken on, round the corner', () => {
  const queue = [alert('a', 1, 1), alert('b', 2, 1, acknowledged), alert('c', 3, 1)];
  expect(nextAlert(queue, null)?.id).toBe('a');
  expect(nextAlert(queue, 'a')?.id).toBe('c');
  expect(nextAlert(queue, 'c')?.id).toBe('a');
  expect(nextAlert([alert('b', 2, 1, acknowledged)], null)?.id).toBe('b');
  expect(nextAlert([], 'gone')).toBeNull();
});

test('the deadline is when it climbs; at the top, when its priority says it should be taken on', () => {
  expect(deadlineOf(alert('a', 1, 0))).toEqual({ kind: 'climbs', atMs: 62_000 });
  const atTop: AlertState = { phase: 'routed', holder, escalateAtMs: null };
  expect(deadlineOf(alert('a', 1, 0, atTop))).toEqual({ kind: 'answer', atMs: 62_000 });
  expect(deadlineOf(alert('a', 2, 0, atTop))).toEqual({ kind: 'answer', atMs: 302_000 });
  expect(deadlineOf(alert('a', 1, 0, shelved))).toEqual({ kind: 'returns', atMs: 90_000 });
  expect(deadlineOf(alert('a', 1, 0, acknowledged))).toEqual({ kind: 'none' });
  expect(deadlineOf(alert('a', 1, 0, { phase: 'raised' }))).toEqual({ kind: 'none' });
});

test('time left counts down to zero, and then up', () => {
  expect(timeLeft(10_000, 9_400)).toEqual({ ms: 1_000, isOver: false });
  expect(timeLeft(10_000, 10_000)).toEqual({ ms: 0, isOver: false });
  expect(timeLeft(10_000, 10_400)).toEqual({ ms: 0, isOver: true });
  expect(timeLeft(10_000, 12_000)).toEqual({ ms: 2_000, isOver: true });
});

test('entries move the queue, and a clock once started is never reset', () => {
  const store = new AlertStore();
  store.learn({ journalPosition: '5-0', items: [alert('a', 2, 100)], total: 1 });
  store.apply([entry('alert.raised', '6-1', alert('b', 1, 200))]);
  expect(ids(store.view.get().queue)).toEqual(['b', 'a']);
  store.apply([entry('alert.acknowledged', '6-2', alert('b', 1, 200, acknowledged))]);
  expect(store.view.get().queue[0]).toMatchObject({ id: 'b', raisedAtMs: 200, state: acknowledged });
  store.apply([entry('alert.cleared', '6-3', alert('b', 1, 200, cleared))]);
  expect(ids(store.view.get().queue)).toEqual(['a']);
});

test('an older word never overwrites a later one, whichever way it comes', () => {
  const store = new AlertStore();
  store.apply([entry('alert.cleared', '8-0', alert('a', 2, 1, cleared))]);
  store.apply([entry('alert.acknowledged', '9-0', alert('b', 2, 1, acknowledged))]);
  store.learn({ journalPosition: '7-0', items: [alert('a', 2, 1), alert('b', 2, 1)], total: 2 });
  expect(store.view.get().queue).toMatchObject([{ id: 'b', state: { phase: 'acknowledged' } }]);
});

test('a snapshot ends what it does not list, unless it is too short to list all', () => {
  const store = new AlertStore();
  const items = [alert('a', 1, 1), alert('b', 4, 1)];
  store.learn({ journalPosition: '5-0', items, total: 2 });
  store.apply([entry('alert.raised', '7-0', alert('c', 3, 1))]);
  store.learn({ journalPosition: '6-0', items: [alert('a', 1, 1)], total: 9 });
  expect(ids(store.view.get().queue)).toEqual(['a', 'c', 'b']);
  expect(store.view.get().unlisted).toBe(8);
  store.learn({ journalPosition: '6-0', items: [alert('a', 1, 1)], total: 1 });
  expect(ids(store.view.get().queue)).toEqual(['a', 'c']);
});

test('the answer to an action shows at once, and gives way to what the journal says next', () => {
  const store = new AlertStore();
  store.learn({ journalPosition: '5-0', items: [alert('a', 1, 1)], total: 1 });
  store.learnAnswer(alert('a', 1, 1, acknowledged));
  expect(store.view.get().byId.get('a')?.state.phase).toBe('acknowledged');
  store.apply([entry('alert.cleared', '5-1', alert('a', 1, 1, cleared))]);
  expect(store.view.get().queue).toEqual([]);
});

test('what is new calls; what was merely taken on does not', () => {
  const store = new AlertStore();
  store.learn({ journalPosition: '5-0', items: [alert('a', 1, 1)], total: 1 });
  expect(store.calling.get()).toEqual([]);
  store.apply([entry('alert.acknowledged', '6-0', alert('a', 1, 1, acknowledged))]);
  expect(store.calling.get()).toEqual([]);
  store.apply([entry('alert.raised', '7-0', alert('b', 3, 2))]);
  expect(ids(store.calling.get())).toEqual(['b']);
});
