import { useEffect, useId, useRef } from 'react';
import styles from '../form.module.css';

/** A code of an authenticator app; or a recovery code, which has letters too. */
export function CodeField(props: {
  /** Default: `code`. */
  readonly name?: string;
  readonly label: string;
  readonly hint?: string;
  readonly isWrong: boolean;
  /** Default: only what an app shows. */
  readonly kind?: 'app' | 'any';
  /** The page begins here. */
  readonly isFirst?: boolean;
}) {
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const { kind = 'app', isFirst = false } = props;
  useEffect(() => {
    if (isFirst) input.current?.focus();
  }, [isFirst]);
  return (
    <div className={`${styles.field} ${styles.code}`}>
      <label htmlFor={id}>{props.label}</label>
      <input
        ref={input}
        id={id}
        name={props.name ?? 'code'}
        inputMode={kind === 'app' ? 'numeric' : 'text'}
        autoComplete={kind === 'app' ? 'one-time-code' : 'off'}
        autoCapitalize="none"
        spellCheck={false}
        // A recovery code that is pasted here is read too, if it is not cut off.
        maxLength={40}
        aria-invalid={props.isWrong}
        aria-describedby={props.hint === undefined ? undefined : `${id}-hint`}
      />
      {props.hint !== undefined && (
        <span id={`${id}-hint`} className={styles.note}>
          {props.hint}
        </span>
      )}
    </div>
  );
}
