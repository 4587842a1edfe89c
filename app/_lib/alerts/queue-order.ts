import { type Alert, type Priority, priorities } from '#core/alert';

/** Q1 by priority, the most urgent first; Q2 then by age, the oldest first; Q3 what is put aside comes last. */
export function compareAlerts(a: Alert, b: Alert): number {
  return (
    Number(isShelved(a)) - Number(isShelved(b)) ||
    a.priority - b.priority ||
    a.raisedAtMs - b.raisedAtMs ||
    (a.id < b.id ? -1 : 1)
  );
}

/** How many alerts of each priority want attention; those put aside do not. */
export function countByPriority(alerts: readonly Alert[]): Readonly<Record<Priority, number>> {
  const counts = { 1: 0, 2: 0, 3: 0, 4: 0 };
  for (const alert of alerts) if (!isShelved(alert)) counts[alert.priority]++;
  return counts;
}

/** Whether nobody has taken the alert on yet. */
export function isWaiting({ state }: Alert): boolean {
  return state.phase === 'raised' || state.phase === 'routed';
}

/**
 * Where the space bar goes: the next alert of the queue that nobody has taken on, round the corner if need be; if all
 * are taken on, simply the next one.
 */
export function nextAlert(queue: readonly Alert[], currentId: string | null): Alert | null {
  const current = queue.findIndex(({ id }) => id === currentId);
  const inTurn = [...queue.slice(current + 1), ...queue.slice(0, current + 1)];
  return inTurn.find(isWaiting) ?? inTurn[0] ?? null;
}

/** The most urgent priority among some alerts; `null` for none. */
export function mostUrgent(alerts: readonly Alert[]): Priority | null {
  return priorities.find((priority) => alerts.some((alert) => alert.priority === priority)) ?? null;
}

function isShelved({ state }: Alert): boolean {
  return state.phase === 'shelved';
}
