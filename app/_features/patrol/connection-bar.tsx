import { useTranslations } from 'use-intl';
import { useStoreValue } from '../../_lib/store/index.ts';
import styles from './patrol-page.module.css';
import { isReachedStore, refusedStore, sosSentStore } from './patrol-stores.ts';

/** Whether the centre hears this phone, what waits to be sent, and what did not count. */
export function ConnectionBar({ pending }: { readonly pending: number }) {
  const t = useTranslations('patrol');
  const isReached = useStoreValue(isReachedStore);
  const refused = useStoreValue(refusedStore);
  const isSosSent = useStoreValue(sosSentStore);
  return (
    <div role="status">
      <p className={styles.connection} data-reached={isReached}>
        {t(isReached ? 'online' : 'offline')}
        {pending > 0 && <b>{t('pending', { count: pending })}</b>}
      </p>
      {refused !== null && (
        <p className={styles.refused}>
          {t('refused', { step: refused.kind === 'step' ? t(refused.step) : 'SOS' })}
        </p>
      )}
      {isSosSent && <p className={styles.sosSent}>{t('sosSent')}</p>}
    </div>
  );
}
