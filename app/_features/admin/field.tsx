import { type ComponentProps, type ReactNode, useId } from 'react';
import { useTranslations } from 'use-intl';
import { Icon } from '../../_ui/icon.tsx';
import styles from './field.module.css';

export interface FieldProps {
  readonly label: string;
  /** What is wrong with what is in it, in words. */
  readonly problem?: string | null;
  readonly hint?: string;
  readonly isOptional?: boolean;
}

/** What ties an input to its label, its hint and its problem. */
export interface FieldLinks {
  readonly id: string;
  readonly 'aria-invalid': boolean;
  readonly 'aria-describedby': string;
}

/** A labelled input, with a hint until there is a problem to tell. */
export function Field(props: FieldProps & { readonly children: (links: FieldLinks) => ReactNode }) {
  const t = useTranslations('admin');
  const id = useId();
  const { label, problem = null, hint, isOptional = false } = props;
  const wordsId = `${id}-words`;
  return (
    <div className={styles.field}>
      <label htmlFor={id}>
        {label}
        {isOptional && <small>{t('optional')}</small>}
      </label>
      {props.children({ id, 'aria-invalid': problem !== null, 'aria-describedby': wordsId })}
      <span id={wordsId} className={styles.words} data-wrong={problem !== null}>
        {problem === null ? hint : <Problem>{problem}</Problem>}
      </span>
    </div>
  );
}

type InputProps = Pick<
  ComponentProps<'input'>,
  'type' | 'maxLength' | 'autoComplete' | 'placeholder' | 'inputMode' | 'disabled'
>;

/** A line of text. */
export function TextField(
  props: FieldProps & InputProps & { readonly value: string; readonly onChange: (value: string) => void },
) {
  const { label, problem = null, hint, isOptional = false, value, onChange, ...input } = props;
  const words = hint === undefined ? { label, problem, isOptional } : { label, problem, isOptional, hint };
  return (
    <Field {...words}>
      {(links) => (
        <input
          {...links}
          autoComplete="off"
          spellCheck={false}
          {...input}
          className={styles.input}
          value={value}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

/** A sentence about what went wrong, with the sign for it. */
export function Problem({ children }: { readonly children: ReactNode }) {
  return (
    <span className={styles.problem}>
      <Icon name="alert" size={14} />
      <span>{children}</span>
    </span>
  );
}
