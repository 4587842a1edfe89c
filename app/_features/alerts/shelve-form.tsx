import { useState } from 'react';
import { useTranslations } from 'use-intl';
import button from '../../_ui/button.module.css';
import { Choice } from '../../_ui/choice.tsx';
import styles from './alert-row.module.css';

const MINUTE_MS = 60_000;
const periods = ['10', '30', '120'] as const;
const reasons = ['known', 'underWay', 'maintenance'] as const;
/** What the contract asks of a reason, at least and at most. */
const REASON_MIN = 2;
const REASON_MAX = 200;

/** Putting an alert aside asks for a reason and a time, because it is then nobody's turn. */
export function ShelveForm(props: {
  readonly onShelve: (reason: string, forMs: number) => void;
  readonly onCancel: () => void;
}) {
  const t = useTranslations('alerts');
  const [reason, setReason] = useState('');
  const [minutes, setMinutes] = useState<(typeof periods)[number]>('30');
  const isReady = reason.trim().length >= REASON_MIN;
  return (
    <form
      className={styles.shelve}
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) props.onShelve(reason.trim(), Number(minutes) * MINUTE_MS);
      }}
      onKeyDown={(event) => event.key === 'Escape' && props.onCancel()}
    >
      <div className={styles.reasons}>
        {reasons.map((word) => (
          <button key={word} type="button" onClick={() => setReason(t(`reason.${word}`))}>
            {t(`reason.${word}`)}
          </button>
        ))}
      </div>
      <input
        aria-label={t('shelveReason')}
        placeholder={t('shelveReason')}
        value={reason}
        maxLength={REASON_MAX}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <div className={styles.period}>
        <Choice
          label={t('shelveFor')}
          options={periods.map((value) => ({ value, label: t('minutes', { count: Number(value) }) }))}
          value={minutes}
          onChange={setMinutes}
        />
        <button type="submit" className={button.primary} disabled={!isReady}>
          {t('shelve')}
        </button>
      </div>
    </form>
  );
}
