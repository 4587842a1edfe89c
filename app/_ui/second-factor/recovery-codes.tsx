import { useState } from 'react';
import { useTranslations } from 'use-intl';
import button from '../button.module.css';
import formStyles from '../form.module.css';
import styles from './recovery-codes.module.css';

const FILE = 'beaconwall-recovery-codes.txt';

/** Codes that are shown this once, with ways to keep them. */
export function RecoveryCodes(props: {
  readonly codes: readonly string[];
  /** Whose they are, for the file. */
  readonly username: string;
  readonly onKept: () => void;
}) {
  const t = useTranslations('secondFactor');
  const [isCopied, setCopied] = useState<boolean | null>(null);
  const { codes, username, onKept } = props;
  const copy = () =>
    navigator.clipboard.writeText(codes.join('\n')).then(
      () => setCopied(true),
      () => setCopied(false),
    );
  return (
    <div className={formStyles.form}>
      <p className={styles.words}>{t('codesWhy')}</p>
      <ol className={styles.codes} aria-label={t('codes')}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <div className={formStyles.buttons}>
        {/* Browsers have no clipboard for pages that came without TLS. */}
        {'clipboard' in navigator && (
          <button type="button" className={button.button} onClick={() => void copy()}>
            {t('copy')}
          </button>
        )}
        <button type="button" className={button.button} onClick={() => save(codes, username)}>
          {t('download')}
        </button>
        <span role="status" className={styles.words}>
          {isCopied !== null && t(isCopied ? 'copied' : 'notCopied')}
        </span>
      </div>
      <p className={styles.words}>{t('codesOnce')}</p>
      <button type="button" className={`${button.primary} ${formStyles.submit}`} onClick={onKept}>
        {t('kept')}
      </button>
    </div>
  );
}

function save(codes: readonly string[], username: string): void {
  const text = [`Beaconwall 烽火墙 · ${window.location.host} · ${username}`, '', ...codes, ''].join('\r\n');
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  link.download = FILE;
  link.click();
  URL.revokeObjectURL(link.href);
}
