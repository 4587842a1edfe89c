import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { type Alert, isUnverified } from '#core/alert';
import { assertNever, type SquadId } from '#core/kit';
import { acknowledge, alertStore, isWaiting } from '../../_lib/alerts/index.ts';
import { ApiError, dispatchSquad } from '../../_lib/api/index.ts';
import { useLocalized } from '../../_lib/i18n/index.ts';
import { useMay } from '../../_lib/session/index.ts';
import button from '../../_ui/button.module.css';
import styles from './response-panel.module.css';
import { SquadChoice } from './squad-choice.tsx';
import type { Response } from './use-response-plan.ts';

export interface SendSquadProps {
  readonly alert: Alert;
  readonly response: Response;
  /** Somebody is out already: Enter alone sends nobody else. */
  readonly isReinforcement: boolean;
}

/** The recommended squads, and the one press that sends the chosen one. */
export function SendSquad({ alert, response, isReinforcement }: SendSquadProps) {
  const t = useTranslations();
  const localized = useLocalized();
  const mayDispatch = useMay('squad.dispatch');
  const mayHandle = useMay('alert.handle');
  const [chosenId, setChosenId] = useState<SquadId | null>(null);
  const { plan } = response;
  const squads = plan.state === 'ready' ? plan.plan.squads : [];
  const chosen = squads.find(({ squad }) => squad.id === chosenId) ?? squads[0];
  const { state, send } = useSend(alert, response);
  const mustVerify = isUnverified(alert);
  const isReady = mayDispatch && chosen !== undefined && state !== 'sending' && !mustVerify;
  useEnter(isReady && !isReinforcement ? () => send(chosen.squad.id) : null);
  return (
    <>
      <h3 className={styles.section}>{t('response.squads')}</h3>
      <PlanNote response={response} />
      {squads.map((candidate, index) => (
        <SquadChoice
          key={candidate.squad.id}
          rank={index + 1}
          candidate={candidate}
          isChosen={candidate === chosen}
          onChoose={() => setChosenId(candidate.squad.id)}
        />
      ))}
      <div className={styles.actions}>
        {mayDispatch && chosen !== undefined && (
          <button
            type="button"
            className={mustVerify ? button.button : button.primary}
            disabled={!isReady}
            onClick={() => send(chosen.squad.id)}
          >
            {state === 'sending'
              ? t('response.sending')
              : t('response.send', { name: localized(chosen.squad.name) })}
            {!isReinforcement && !mustVerify && <kbd>⏎</kbd>}
          </button>
        )}
        {mayHandle && isWaiting(alert) && (
          <button
            type="button"
            className={mustVerify ? button.primary : button.button}
            onClick={() => void acknowledge(alert.id)}
          >
            {t(mustVerify ? 'alerts.verifyAndAcknowledge' : 'alerts.acknowledge')} <kbd>A</kbd>
          </button>
        )}
      </div>
      {mustVerify && mayDispatch && <p className={styles.note}>{t('response.verifyFirst')}</p>}
      <p className={styles.problem} role="alert">
        {state !== 'idle' && state !== 'sending' && t(`response.${state}`)}
      </p>
    </>
  );
}

function PlanNote({ response }: { readonly response: Response }) {
  const t = useTranslations('response');
  const { plan, refresh } = response;
  switch (plan.state) {
    case 'none':
      return <p className={styles.note}>{t('noPlace')}</p>;
    case 'loading':
      return <p className={styles.note}>{t('planLoading')}</p>;
    case 'failed':
      return (
        <button type="button" className={styles.note} onClick={refresh}>
          {t('planFailed')}
        </button>
      );
    case 'ready':
      return plan.plan.squads.length === 0 ? <p className={styles.note}>{t('noSquads')}</p> : null;
    default:
      return assertNever(plan);
  }
}

type SendState = 'idle' | 'sending' | 'busySquad' | 'offDuty' | 'sendFailed';

function useSend(alert: Alert, { refresh }: Response) {
  const [state, setState] = useState<SendState>('idle');
  const send = (squadId: SquadId) => {
    setState('sending');
    dispatchSquad(alert.id, squadId).then(
      (answer) => {
        alertStore.learnAnswer(answer.alert);
        setState('idle');
        refresh();
      },
      (error: unknown) => {
        setState(refusalOf(error));
        refresh();
      },
    );
  };
  return { state, send };
}

function refusalOf(error: unknown): SendState {
  const code =
    error instanceof ApiError && error.failure.kind === 'problem' ? error.failure.problem?.code : null;
  if (code === 'squad.busy') return 'busySquad';
  return code === 'squad.off_duty' ? 'offDuty' : 'sendFailed';
}

/** Enter, wherever the focus is, except where it has use for it itself. */
function useEnter(run: (() => void) | null): void {
  useEffect(() => {
    if (run === null) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' || event.defaultPrevented || event.isComposing || event.repeat) return;
      const target = event.target instanceof Element ? event.target : document.body;
      const own = target.closest(
        'input, textarea, select, a, button:not([data-alert-row]), dialog[open], [popover]',
      );
      if (own !== null) return;
      event.preventDefault();
      run();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [run]);
}
