import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Incident } from '#core/incident';
import { closeIncident } from '../../_lib/api/index.ts';
import { useMay } from '../../_lib/session/index.ts';
import button from '../../_ui/button.module.css';
import styles from './response-panel.module.css';

/** What the contract asks of an outcome, at least and at most. */
const REASON_MIN = 2;
const REASON_MAX = 500;

/** Once the squads have reported it done, somebody verifies it and says how it ended. */
export function CloseIncident({ incident }: { readonly incident: Incident }) {
  const t = useTranslations('response');
  const mayHandle = useMay('alert.handle');
  const [reason, setReason] = useState('');
  const [isFailed, setFailed] = useState(false);
  if (incident.state.phase !== 'verifying' || !mayHandle) return null;
  const isReady = reason.trim().length >= REASON_MIN;
  return (
    <form
      className={styles.end}
      onSubmit={(event) => {
        event.preventDefault();
        setFailed(false);
        if (isReady) closeIncident(incident.id, { reason: reason.trim() }).catch(() => setFailed(true));
      }}
    >
      <input
        aria-label={t('endReason')}
        placeholder={t('endReason')}
        value={reason}
        maxLength={REASON_MAX}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <button type="submit" className={button.primary} disabled={!isReady}>
        {t('endIncident')}
      </button>
      <p className={styles.problem} role="alert">
        {isFailed && t('endFailed')}
      </p>
    </form>
  );
}
