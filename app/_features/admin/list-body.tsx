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

/** A way to another part of a list, or to all of it. */
export interface ListLink {
  readonly href: string;
  readonly label: string;
}

/** A list is narrowed to nothing; the way back to all of it. */
export function NothingFound({ title, all }: { readonly title: string; readonly all: ListLink }) {
  return (
    <p className={styles.note}>
      {title}
      <Link href={all.href} className={button.button}>
        {all.label}
      </Link>
    </p>
  );
}

/** Turns over a list: to its first page, and to the next one; `null` where there is none. */
export function ListPages(props: {
  readonly label: string;
  readonly first: ListLink | null;
  readonly next: ListLink | null;
}) {
  return (
    <nav className={styles.pages} aria-label={props.label}>
      {[props.first, props.next].map(
        (link) =>
          link !== null && (
            <Link key={link.label} href={link.href} className={button.button}>
              {link.label}
            </Link>
          ),
      )}
    </nav>
  );
}
