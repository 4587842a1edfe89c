import { type KeyboardEvent, type Ref, useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import styles from './form.module.css';
import { Icon } from './icon.tsx';

/** A password that can be shown, and a word when Caps Lock is on. */
export function PasswordField(props: {
  readonly ref?: Ref<HTMLInputElement>;
  readonly isWrong: boolean;
  readonly autoComplete: 'current-password' | 'new-password';
  /** Default: `password`. */
  readonly name?: string;
  /** Default: the word for a password. */
  readonly label?: string;
  readonly hint?: string;
}) {
  const t = useTranslations('signIn');
  const id = useId();
  const [isShown, setShown] = useState(false);
  const [hasCapsLock, setCapsLock] = useState(false);
  const notice = (event: KeyboardEvent) => setCapsLock(event.getModifierState('CapsLock'));
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{props.label ?? t('password')}</label>
      <div className={styles.secret}>
        <input
          ref={props.ref}
          id={id}
          name={props.name ?? 'password'}
          type={isShown ? 'text' : 'password'}
          autoComplete={props.autoComplete}
          maxLength={256}
          aria-invalid={props.isWrong}
          aria-describedby={props.hint === undefined ? undefined : `${id}-hint`}
          onKeyDown={notice}
          onKeyUp={notice}
        />
        <button
          type="button"
          className={styles.show}
          aria-label={isShown ? t('hidePassword') : t('showPassword')}
          aria-pressed={isShown}
          onClick={() => setShown(!isShown)}
        >
          <Icon name={isShown ? 'eyeOff' : 'eye'} />
        </button>
      </div>
      {props.hint !== undefined && (
        <span id={`${id}-hint`} className={styles.note}>
          {props.hint}
        </span>
      )}
      {hasCapsLock && <span className={styles.hint}>{t('capsLock')}</span>}
    </div>
  );
}
