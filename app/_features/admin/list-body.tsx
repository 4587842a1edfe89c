import Link from 'next/link';
import type { ReactNode } from 'react';
import button from '../../_ui/button.module.css';
import styles from './list.module.css';
import type { Loaded } from './use-loaded.ts';

/** What a list shows, also while it is read and when it cannot be. */
export function ListBody<Value>(props: {
  readonly list: Loaded<Value>;
  readonly words: { readonly loading: string; readonly failed: string; readonly retry: string };
  readonly onRetry: () => void;
  readonly children: (value: Value) => ReactNode;
}) {
  const { list, words, onRetry, children } = props;
  if (list.state === 'loaded') return children(list.value);
  if (list.state === 'loading') return <p className={styles.note}>{words.loading}</p>;
  return (
    <p className={styles.note} role="alert">
      {words.failed}
      <button type="button" className={button.button} onClick={onRetry}>
        {words.retry}
      </button>
    </p>
  );
}

/** There is nothing that could be listed, and what to do about it. */
export function EmptyList({ title, hint }: { readonly title: string; readonly hint: string }) {
  return (
    <p className={styles.note}>
      <b>{title}</b> {hint}
    </p>
  );
}

/** A list is narrowed to nothing; the way back to all of it. */
export function NothingFound(props: {
  readonly title: string;
  readonly all: { readonly href: string; readonly label: string };
}) {
  const { title, all } = props;
  return (
    <p className={styles.note}>
      {title}
      <Link href={all.href} className={button.button}>
        {all.label}
      </Link>
    </p>
  );
}

/** Turns over a list: to its beginning, unless that is on show, and to what comes next. */
export function ListPages<Cursor extends string | number>(props: {
  readonly label: string;
  readonly words: { readonly first: string; readonly next: string };
  /** Where what is on show begins; none for the beginning. */
  readonly cursor: Cursor | undefined;
  readonly nextCursor: Cursor | null;
  readonly addressOf: (cursor: Cursor | undefined) => string;
}) {
  const { words, cursor, nextCursor, addressOf } = props;
  return (
    <nav className={styles.pages} aria-label={props.label}>
      {cursor !== undefined && (
        <Link href={addressOf(undefined)} className={button.button}>
          {words.first}
        </Link>
      )}
      {nextCursor !== null && (
        <Link href={addressOf(nextCursor)} className={button.button}>
          {words.next}
        </Link>
      )}
    </nav>
  );
}
