import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { AuditPage, AuditVerification } from '#core/contracts';
import { statusOf, verifyAudit } from '../../../_lib/api/index.ts';
import button from '../../../_ui/button.module.css';
import { Icon } from '../../../_ui/icon.tsx';
import styles from './audit.module.css';
import { useAuditWords } from './audit-words.ts';

type Check =
  | { readonly state: 'none' | 'running' | 'failed' | 'too_often' }
  | { readonly state: 'done'; readonly result: AuditVerification };

/** Whether the log is as it was written, as far as the page can tell, and what protects it. */
export function ChainCheck({ guard }: { readonly guard: AuditPage['guard'] | null }) {
  const t = useTranslations('audit.chain');
  const [check, setCheck] = useState<Check>({ state: 'none' });
  const run = () => {
    setCheck({ state: 'running' });
    verifyAudit().then(
      (result) => setCheck({ state: 'done', result }),
      (error: unknown) => setCheck({ state: statusOf(error) === 429 ? 'too_often' : 'failed' }),
    );
  };
  return (
    <section className={styles.chain} aria-label={t('label')}>
      {guard === 'trigger' && (
        <p className={styles.warning}>
          <Icon name="alert" size={14} />
          <span>{t('unguarded')}</span>
        </p>
      )}
      <div className={styles.check}>
        <button type="button" className={button.button} disabled={check.state === 'running'} onClick={run}>
          <Icon name="check" size={14} />
          {check.state === 'running' ? t('running') : t('run')}
        </button>
        <div aria-live="polite" className={styles.result}>
          <CheckResult check={check} />
        </div>
      </div>
    </section>
  );
}

function CheckResult({ check }: { readonly check: Check }) {
  const t = useTranslations('audit.chain');
  const { time } = useAuditWords();
  if (check.state === 'failed') return <p>{t('failed')}</p>;
  if (check.state === 'too_often') return <p>{t('tooOften')}</p>;
  if (check.state !== 'done') return <p className={styles.hint}>{t('hint')}</p>;
  const { broken, rows, firstSeq, lastSeq, hash, atMs } = check.result;
  if (broken !== null) {
    return (
      <p className={styles.warning}>
        <Icon name="alert" size={14} />
        <span>{t(`broken.${broken.kind}`, { seq: broken.seq })}</span>
      </p>
    );
  }
  return (
    <>
      <p>{t('whole', { rows, first: firstSeq ?? 0, last: lastSeq ?? 0, time: time(atMs) })}</p>
      {hash !== null && (
        <p className={styles.hint}>
          {t('note', { last: lastSeq ?? 0 })} <code>{hash}</code>
        </p>
      )}
    </>
  );
}
