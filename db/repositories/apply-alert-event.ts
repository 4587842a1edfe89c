import type { Alert, AlertEvent, AlertRefusal } from '#core/alert';
import type { AlertId, Result } from '#core/kit';
import type { Database } from '../database/index.ts';
import type { Change, NotFound } from './changes.ts';

export interface AlertChange extends Change {
  /** Multiplies the delays before an alert climbs; 1 if not given. */
  readonly escalationScale?: number;
}

/** Moves an alert on (`transitionAlert`) and journals it, or says why not. */
export async function applyAlertEvent(
  _db: Database,
  _alertId: AlertId,
  _event: AlertEvent | ((alert: Alert) => AlertEvent),
  _change: AlertChange,
): Promise<Result<Alert, NotFound | AlertRefusal>> {
  throw new Error('under construction');
}
