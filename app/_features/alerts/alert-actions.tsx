import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { type Alert, needsVerification } from '#core/alert';
import { type ActionResult, acknowledge, clear, isWaiting, shelve } from '../../_lib/alerts/index.ts';
import { useMay } from '../../_lib/session/index.ts';
import button from '../../_ui/button.module.css';
import styles from './alert-row.module.css';
import { ShelveForm } from './shelve-form.tsx';

/** What can be done about an alert, and what came of the last try. */
export function AlertActions(props: {
  readonly alert: Alert;
  readonly onDispatch: (() => void) | undefined;
}) {
  const { alert, onDispatch } = props;
  const t = useTranslations('alerts');
  const mayHandle = useMay('alert.handle');
  const mayDispatch = useMay('squad.dispatch');
  const [isShelving, setShelving] = useState(false);
  const { isBusy, result, run } = useAction();
  const isShelved = alert.state.phase === 'shelved';
  const verb = needsVerification(alert.kind) ? 'verifyAndAcknowledge' : 'acknowledge';
  return (
    <div className={styles.actions}>
      {mayHandle && isWaiting(alert) && (
        <button
          type="button"
          className={button.primary}
          disabled={isBusy}
          onClick={() => void run(() => acknowledge(alert.id))}
        >
          {t(verb)} <kbd>A</kbd>
        </button>
      )}
      {onDispatch !== undefined && mayDispatch && !isShelved && alert.subject.position !== null && (
        <button type="button" className={button.button} onClick={onDispatch}>
          {t('dispatch')}
        </button>
      )}
      {mayHandle && !isShelved && (
        <button
          type="button"
          className={button.button}
          aria-expanded={isShelving}
          onClick={() => setShelving(!isShelving)}
        >
          {t('shelve')}
        </button>
      )}
      {mayHandle && (
        <button
          type="button"
          className={button.button}
          disabled={isBusy}
          onClick={() => void run(() => clear(alert.id))}
        >
          {t('clear')}
        </button>
      )}
      {isShelving && !isShelved && (
        <ShelveForm
          onCancel={() => setShelving(false)}
          onShelve={(reason, forMs) => {
            setShelving(false);
            void run(() => shelve(alert.id, reason, forMs));
          }}
        />
      )}
      <p className={styles.result} role="alert">
        {result !== 'done' && t(`result.${result}`)}
      </p>
    </div>
  );
}

function useAction() {
  const [isBusy, setBusy] = useState(false);
  const [result, setResult] = useState<ActionResult>('done');
  const run = async (action: () => Promise<ActionResult>) => {
    setBusy(true);
    setResult('done');
    setResult(await action());
    setBusy(false);
  };
  return { isBusy, result, run };
}
