import { type ReactNode, useEffect, useId, useRef } from 'react';
import { useTranslations } from 'use-intl';
import button from '../../_ui/button.module.css';
import { Icon } from '../../_ui/icon.tsx';
import styles from './dialog.module.css';
import { Problem } from './field.tsx';

/** A question over the page. Escape and the cross leave everything as it is. */
export function Dialog(props: {
  readonly title: string;
  /** What the button does, in its words. */
  readonly action: string;
  readonly busyAction: string;
  readonly isBusy: boolean;
  /** Whether there is enough to do it. */
  readonly isReady: boolean;
  readonly problem: string | null;
  readonly onSubmit: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const { title, isBusy, isReady, problem, onSubmit, onClose } = props;
  const t = useTranslations('admin.confirm');
  const titleId = useId();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (dialog.current?.open === false) dialog.current.showModal();
  }, []);
  return (
    <dialog ref={dialog} className={styles.long} aria-labelledby={titleId} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (isReady && !isBusy) onSubmit();
        }}
      >
        <div className={styles.head}>
          <h2 id={titleId}>{title}</h2>
          <button type="button" aria-label={t('cancel')} onClick={onClose}>
            <Icon name="close" />
          </button>
        </div>
        <div className={styles.body}>{props.children}</div>
        <div aria-live="polite">{problem !== null && <Problem>{problem}</Problem>}</div>
        <div className={styles.actions}>
          <button type="button" className={button.button} onClick={onClose}>
            {t('cancel')}
          </button>
          <button type="submit" className={button.primary} disabled={isBusy || !isReady}>
            {isBusy ? props.busyAction : props.action}
          </button>
        </div>
      </form>
    </dialog>
  );
}
