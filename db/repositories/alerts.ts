import type { Alert } from '#core/alert';
import type { AlertId } from '#core/kit';
import type { Scope } from '#core/org';
import type { Queryable } from '../database/index.ts';

export interface OpenAlerts {
  /** The most urgent first, then the oldest. */
  readonly items: readonly Alert[];
  /** How many there are, which may be more than listed. */
  readonly total: number;
}

/** @returns null when there is no such alert within the scope */
export async function findAlert(_db: Queryable, _scope: Scope, _id: AlertId): Promise<Alert | null> {
  throw new Error('under construction');
}

/** The scope's open alerts, at most `limit` of them. */
export async function listOpenAlerts(_db: Queryable, _scope: Scope, _limit: number): Promise<OpenAlerts> {
  throw new Error('under construction');
}
