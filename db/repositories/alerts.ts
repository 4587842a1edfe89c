import { and, asc, count, eq, isNotNull, lte, ne } from 'drizzle-orm';
import type { Alert } from '#core/alert';
import type { AlertId, AssignmentId, EpochMs } from '#core/kit';
import type { Scope } from '#core/org';
import type { Queryable } from '../database/index.ts';
import { alerts, assignments, withinScope } from '../schema/index.ts';
import { alertColumns } from './alert-row.ts';

export interface OpenAlerts {
  /** The most urgent first, then the oldest. */
  readonly items: readonly Alert[];
  /** How many there are, which may be more than listed. */
  readonly total: number;
}

/** @returns null when there is no such alert within the scope */
export async function findAlert(db: Queryable, scope: Scope, id: AlertId): Promise<Alert | null> {
  const [row] = await db
    .select(alertColumns)
    .from(alerts)
    .where(and(eq(alerts.id, id), withinScope(alerts.orgPath, scope)));
  return row ?? null;
}

/** The scope's open alerts, at most `limit` of them. */
export async function listOpenAlerts(db: Queryable, scope: Scope, limit: number): Promise<OpenAlerts> {
  const open = and(ne(alerts.phase, 'cleared'), withinScope(alerts.orgPath, scope));
  const items = await db
    .select(alertColumns)
    .from(alerts)
    .where(open)
    .orderBy(asc(alerts.priority), asc(alerts.raisedAtMs), asc(alerts.id))
    .limit(limit);
  if (items.length < limit) return { items, total: items.length };
  const [all] = await db.select({ total: count() }).from(alerts).where(open);
  return { items, total: all?.total ?? items.length };
}

/** What a worker should have done by now. */
export interface Overdue {
  /** Raised before `raisedBeforeMs` and still nobody's. */
  readonly unrouted: readonly AlertId[];
  /** Their time to climb or to come back is past. */
  readonly alerts: readonly AlertId[];
  /** Offers whose time to answer is past. */
  readonly assignments: readonly AssignmentId[];
}

export interface OverdueQuery {
  readonly nowMs: EpochMs;
  readonly raisedBeforeMs: EpochMs;
  /** Of each kind, the longest overdue first. */
  readonly limit: number;
}

/** Everything in the county that no job took care of. Takes no scope: it is for the system's own sweep. */
export async function listOverdue(
  db: Queryable,
  { nowMs, raisedBeforeMs, limit }: OverdueQuery,
): Promise<Overdue> {
  const alertId = { id: alerts.id };
  const unrouted = await db
    .select(alertId)
    .from(alerts)
    .where(and(eq(alerts.phase, 'raised'), lte(alerts.raisedAtMs, raisedBeforeMs)))
    .orderBy(asc(alerts.raisedAtMs))
    .limit(limit);
  const climbing = await db
    .select(alertId)
    .from(alerts)
    .where(and(isNotNull(alerts.escalateAtMs), lte(alerts.escalateAtMs, nowMs)))
    .orderBy(asc(alerts.escalateAtMs))
    .limit(limit);
  const shelved = await db
    .select(alertId)
    .from(alerts)
    .where(and(isNotNull(alerts.unshelveAtMs), lte(alerts.unshelveAtMs, nowMs)))
    .orderBy(asc(alerts.unshelveAtMs))
    .limit(limit);
  const offered = await db
    .select({ id: assignments.id })
    .from(assignments)
    .where(and(eq(assignments.phase, 'offered'), lte(assignments.answerByMs, nowMs)))
    .orderBy(asc(assignments.answerByMs))
    .limit(limit);
  return {
    unrouted: unrouted.map((row) => row.id),
    alerts: [...climbing, ...shelved].map((row) => row.id),
    assignments: offered.map((row) => row.id),
  };
}
