import { useId, useRef } from 'react';
import { useTranslations } from 'use-intl';
import button from '../../_ui/button.module.css';
import styles from './dialog.module.css';
import { Problem } from './field.tsx';
import { useSending } from './use-sending.ts';

/** A button whose work is asked about first: what will happen, to whom, and whether it can be undone. */
export function ConfirmButton(props: {
  readonly label: string;
  readonly title: string;
  readonly text: string;
  readonly isDisabled?: boolean;
  readonly onConfirm: () => Promise<void>;
}) {
  const t = useTranslations('admin');
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  const { isBusy, problem, send, clear } = useSending();
  const confirm = async () => {
    if (await send(props.onConfirm)) dialog.current?.close();
  };
  return (
    <>
      <button
        type="button"
        className={button.button}
        disabled={props.isDisabled}
        onClick={() => {
          clear();
          dialog.current?.showModal();
        }}
      >
        {props.label}
      </button>
      <dialog
        ref={dialog}
        className={styles.short}
        aria-labelledby={`${id}-title`}
        aria-describedby={`${id}-text`}
      >
        <h2 id={`${id}-title`}>{props.title}</h2>
        <p id={`${id}-text`}>{props.text}</p>
        <div role="alert">{problem !== null && <Problem>{t(`problem.${problem}`)}</Problem>}</div>
        <form method="dialog" className={styles.actions}>
          <button type="submit" className={button.button} disabled={isBusy}>
            {t('confirm.cancel')}
          </button>
          <button type="button" className={button.primary} disabled={isBusy} onClick={() => void confirm()}>
            {isBusy ? t('confirm.working') : props.label}
          </button>
        </form>
      </dialog>
    </>
  );
}
