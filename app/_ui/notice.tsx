import type { ReactNode } from 'react';
import { BrandMark } from './brand-mark.tsx';
import styles from './notice.module.css';

/** A page that has only something to say: loading, away, failed. */
export function Notice(props: {
  readonly title: string;
  readonly text?: string;
  readonly children?: ReactNode;
}) {
  return (
    <main className={styles.notice} aria-live="polite">
      <span className={styles.mark}>
        <BrandMark size={36} />
      </span>
      <h1>{props.title}</h1>
      {props.text !== undefined && <p>{props.text}</p>}
      {props.children}
    </main>
  );
}
