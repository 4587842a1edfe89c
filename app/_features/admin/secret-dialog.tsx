import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import button from '../../_ui/button.module.css';
import { Icon } from '../../_ui/icon.tsx';
import styles from './dialog.module.css';

/** A secret that the server tells once. It goes only when somebody says that it is kept. */
export function SecretDialog(props: {
  readonly title: string;
  readonly secret: string;
  readonly hint: string;
  readonly onDone: () => void;
}) {
  const t = useTranslations('admin.once');
  const dialog = useRef<HTMLDialogElement>(null);
  const [isCopied, setCopied] = useState(false);
  useEffect(() => dialog.current?.showModal(), []);
  const copy = async () => {
    // Over plain http browsers have no clipboard; the text can be selected with one click.
    const isDone = await navigator.clipboard?.writeText(props.secret).then(
      () => true,
      () => false,
    );
    setCopied(isDone === true);
  };
  return (
    <dialog
      ref={dialog}
      className={styles.short}
      aria-labelledby="secret-title"
      onCancel={(event) => event.preventDefault()}
    >
      <h2 id="secret-title">{props.title}</h2>
      <div className={styles.secret}>
        <output aria-label={props.title}>{props.secret}</output>
        {window.isSecureContext && (
          <button type="button" className={button.button} onClick={() => void copy()}>
            <Icon name={isCopied ? 'check' : 'copy'} size={14} />
            <span aria-live="polite">{isCopied ? t('copied') : t('copy')}</span>
          </button>
        )}
      </div>
      <p>
        <b>{t('shown')}</b> · {props.hint}
      </p>
      <div className={styles.actions}>
        <button type="button" className={button.primary} onClick={props.onDone}>
          {t('done')}
        </button>
      </div>
    </dialog>
  );
}
