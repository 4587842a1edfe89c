import { useCallback, useEffect, useRef, useState } from 'react';
import type { Alert } from '#core/alert';
import type { AlertId } from '#core/kit';
import { fetchResponsePlan, type ResponsePlan } from '../../_lib/api/index.ts';

export type PlanState =
  /** No alert, or one without a place. */
  | { readonly state: 'none' }
  | { readonly state: 'loading' }
  | { readonly state: 'failed' }
  | { readonly state: 'ready'; readonly alertId: AlertId; readonly plan: ResponsePlan };

export interface Response {
  readonly plan: PlanState;
  /** Works it out again. */
  readonly refresh: () => void;
}

/** Squads move: a recommendation is worth this long. */
const REFRESH_MS = 15_000;

/** Whom to send to an alert and what to look at, worked out again as squads move. */
export function useResponsePlan(alert: Alert | null): Response {
  const alertId = alert !== null && alert.subject.position !== null ? alert.id : null;
  const [plan, setPlan] = useState<PlanState>({ state: 'none' });
  const asking = useRef(new AbortController());
  const refresh = useCallback(() => {
    if (alertId === null) return;
    asking.current.abort();
    asking.current = new AbortController();
    const { signal } = asking.current;
    fetchResponsePlan(alertId, signal).then(
      (answer) => {
        if (!signal.aborted) setPlan({ state: 'ready', alertId, plan: answer });
      },
      () => {
        // An old recommendation is better than none; the ages of the positions say how old.
        if (!signal.aborted) setPlan((before) => (isFor(before, alertId) ? before : { state: 'failed' }));
      },
    );
  }, [alertId]);
  useEffect(() => {
    setPlan({ state: alertId === null ? 'none' : 'loading' });
    refresh();
    const timer = setInterval(refresh, REFRESH_MS);
    return () => {
      clearInterval(timer);
      asking.current.abort();
    };
  }, [alertId, refresh]);
  return { plan, refresh };
}

function isFor(plan: PlanState, alertId: AlertId): boolean {
  return plan.state === 'ready' && plan.alertId === alertId;
}
