import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import button from '../../_ui/button.module.css';
import { Problem } from './field.tsx';
import styles from './form.module.css';
import type { Sending } from './use-sending.ts';

/** A form that says itself what is wrong in it, and is sent without leaving the page. */
export function Form(props: {
  readonly className: string | undefined;
  readonly onSubmit: () => Promise<unknown>;
  readonly children: ReactNode;
}) {
  return (
    <form
      className={props.className}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void props.onSubmit();
      }}
    >
      {props.children}
    </form>
  );
}

/** The end of a form: its button, and why it was not done. */
export function FormEnd(props: {
  readonly label: string;
  readonly busyLabel: string;
  /** It is what the page is for. */
  readonly isPrimary?: boolean;
  readonly sending: Sending;
  /** What is done by a button that is in no form. */
  readonly onPress?: () => Promise<unknown>;
  readonly children?: ReactNode;
}) {
  const { onPress, isPrimary = false } = props;
  const { isBusy, problem } = props.sending;
  const t = useTranslations('admin.problem');
  return (
    <div className={styles.buttons}>
      <button
        type={onPress === undefined ? 'submit' : 'button'}
        className={isPrimary ? button.primary : button.button}
        disabled={isBusy}
        onClick={onPress && (() => void onPress())}
      >
        {isBusy ? props.busyLabel : props.label}
      </button>
      <div role="alert">{problem !== null && <Problem>{t(problem)}</Problem>}</div>
      {props.children}
    </div>
  );
}
