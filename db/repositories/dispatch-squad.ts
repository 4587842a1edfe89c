import type { Alert, AlertPhase } from '#core/alert';
import type { Assignment } from '#core/dispatch';
import type { Incident } from '#core/incident';
import type { AlertId, EpochMs, LocalizedText, Result, SquadId, UserId } from '#core/kit';
import type { Scope } from '#core/org';
import type { Database } from '../database/index.ts';
import type { RandomBytes } from './changes.ts';

export interface DispatchOrder {
  readonly alertId: AlertId;
  readonly squadId: SquadId;
  readonly by: UserId;
  /** Both the alert and the squad must lie within. */
  readonly scope: Scope;
  readonly nowMs: EpochMs;
  readonly random: RandomBytes;
}

export interface Dispatched {
  readonly alert: Alert;
  readonly incident: Incident;
  readonly assignment: Assignment;
}

export type DispatchRefusal =
  | { readonly code: 'not_found'; readonly what: 'alert' | 'squad' }
  | { readonly code: 'squad_off_duty' }
  /** Somebody was quicker, or it is still out. */
  | {
      readonly code: 'squad_busy';
      readonly assignment: Assignment;
      readonly incidentTitle: LocalizedText;
      /** Who sent it there; null when the system did. */
      readonly sentBy: LocalizedText | null;
    }
  /** The alert is shelved or cleared. */
  | { readonly code: 'wrong_phase'; readonly phase: AlertPhase };

/** One click: acknowledges the alert, opens an incident if there is none, offers it to a squad; all or nothing. */
export async function dispatchSquad(
  _db: Database,
  _order: DispatchOrder,
): Promise<Result<Dispatched, DispatchRefusal>> {
  throw new Error('under construction');
}
