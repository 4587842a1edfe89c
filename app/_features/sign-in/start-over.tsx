import { useTranslations } from 'use-intl';
import type { Me } from '#core/contracts';
import { leaveSession } from '../../_lib/session/index.ts';
import styles from './start-over.module.css';

/** Who is half in, and the way back to the beginning. */
export function StartOver({ me }: { readonly me: Me }) {
  const t = useTranslations('signIn');
  return (
    <p className={styles.line}>
      {t('halfIn', { username: me.username })}
      <button type="button" onClick={() => void leaveSession()}>
        {t('startOver')}
      </button>
    </p>
  );
}
