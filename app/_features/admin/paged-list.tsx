import { usePathname, useRouter, useSearchParams } from 'next/navigation';
import { type ReactNode, useCallback } from 'react';
import { useTranslations } from 'use-intl';
import button from '../../_ui/button.module.css';
import styles from './list.module.css';
import { ListBody } from './list-body.tsx';
import { type Loaded, useLoaded } from './use-loaded.ts';

interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

/**
 * A list that is turned page by page; where it goes on stands in the address.
 * @param fetchPage must keep its identity
 */
export function usePagedList<Item>(
  fetchPage: (query: { readonly cursor?: string | undefined }, signal: AbortSignal) => Promise<Page<Item>>,
): readonly [Loaded<Page<Item>>, () => void] {
  const cursor = useSearchParams().get('cursor') ?? undefined;
  const read = useCallback((signal: AbortSignal) => fetchPage({ cursor }, signal), [fetchPage, cursor]);
  return useLoaded(read);
}

/** What a list shows while it is read, when it cannot be, and below its lines. */
export function PagedList<Item>(props: {
  readonly label: string;
  readonly page: Loaded<Page<Item>>;
  readonly onRetry: () => void;
  readonly children: (items: readonly Item[]) => ReactNode;
}) {
  const { label, page, onRetry, children } = props;
  const t = useTranslations('admin.people');
  return (
    <ListBody
      list={page}
      words={{ loading: t('loading'), failed: t('listFailed'), retry: t('retry') }}
      onRetry={onRetry}
    >
      {({ items, nextCursor }) => (
        <>
          {children(items)}
          <TurnOver label={label} nextCursor={nextCursor} />
        </>
      )}
    </ListBody>
  );
}

/** Where such a list goes on, and the way back to its beginning; not there while all of it is on show. */
function TurnOver({ label, nextCursor }: { readonly label: string; readonly nextCursor: string | null }) {
  const t = useTranslations('admin.people');
  const router = useRouter();
  const path = usePathname();
  const isFurther = useSearchParams().has('cursor');
  if (!isFurther && nextCursor === null) return null;
  return (
    <nav className={styles.pages} aria-label={label}>
      {isFurther && (
        <button type="button" className={button.button} onClick={() => router.push(path)}>
          {t('first')}
        </button>
      )}
      {nextCursor !== null && (
        <button
          type="button"
          className={button.button}
          onClick={() => router.push(`${path}?${new URLSearchParams({ cursor: nextCursor })}`)}
        >
          {t('next')}
        </button>
      )}
    </nav>
  );
}
