import { type KeyboardEvent, type Ref, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Icon } from '../../_ui/icon.tsx';
import styles from './entry-form.module.css';

/** A password that can be shown, and a word when Caps Lock is on. */
export function PasswordField(props: {
  readonly ref?: Ref<HTMLInputElement>;
  readonly isWrong: boolean;
  readonly autoComplete: 'current-password' | 'new-password';
}) {
  const t = useTranslations('signIn');
  const [isShown, setShown] = useState(false);
  const [hasCapsLock, setCapsLock] = useState(false);
  const notice = (event: KeyboardEvent) => setCapsLock(event.getModifierState('CapsLock'));
  return (
    <div className={styles.field}>
      <label htmlFor="password">{t('password')}</label>
      <div className={styles.secret}>
        <input
          ref={props.ref}
          id="password"
          name="password"
          type={isShown ? 'text' : 'password'}
          autoComplete={props.autoComplete}
          maxLength={256}
          aria-invalid={props.isWrong}
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
      {hasCapsLock && <span className={styles.hint}>{t('capsLock')}</span>}
    </div>
  );
}
