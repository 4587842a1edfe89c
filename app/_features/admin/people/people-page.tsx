import Link from 'next/link';
import { useRouter, useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';
import { useTranslations } from 'use-intl';
import type { PeoplePage as Page } from '#core/contracts';
import { fetchPeople } from '../../../_lib/api/index.ts';
import { useMay } from '../../../_lib/session/index.ts';
import button from '../../../_ui/button.module.css';
import { Icon } from '../../../_ui/icon.tsx';
import { AdminPage } from '../admin-page.tsx';
import { type Loaded, useLoaded } from '../use-loaded.ts';
import styles from './people.module.css';
import { PeopleFilters } from './people-filters.tsx';
import { isNarrowed, type PeopleListQuery, peopleAddress, readPeopleQuery } from './people-query.ts';
import { PeopleTable } from './people-table.tsx';

const PAGE_LIMIT = 50;

/** Who has an account; what the list is narrowed to stands in the address, and can be sent to others. */
export function PeoplePage() {
  const t = useTranslations('admin.people');
  const mayManage = useMay('account.manage');
  const actions = mayManage && (
    <>
      <Link href="/admin/people/import" className={button.button}>
        <Icon name="upload" size={14} />
        {t('importList')}
      </Link>
      <Link href="/admin/people/new" className={button.primary}>
        <Icon name="plus" size={14} />
        {t('add')}
      </Link>
    </>
  );
  return (
    <AdminPage page="people" title={t('title')} actions={actions}>
      <PeopleList />
    </AdminPage>
  );
}

function PeopleList() {
  const router = useRouter();
  const parameters = useSearchParams();
  const query = useMemo(() => readPeopleQuery(parameters), [parameters]);
  const read = useCallback(
    (signal: AbortSignal) => fetchPeople({ ...query, limit: PAGE_LIMIT }, signal),
    [query],
  );
  const [page, reload] = useLoaded(read);
  return (
    <>
      <PeopleFilters
        query={query}
        onChange={(change) => router.replace(peopleAddress(query, change), { scroll: false })}
      />
      <ListBody page={page} query={query} onRetry={reload} />
    </>
  );
}

function ListBody(props: {
  readonly page: Loaded<Page>;
  readonly query: PeopleListQuery;
  readonly onRetry: () => void;
}) {
  const { page, query, onRetry } = props;
  const t = useTranslations('admin.people');
  if (page.state === 'loading') return <p className={styles.note}>{t('loading')}</p>;
  if (page.state === 'failed') {
    return (
      <p className={styles.note} role="alert">
        {t('failed')}
        <button type="button" className={button.button} onClick={onRetry}>
          {t('retry')}
        </button>
      </p>
    );
  }
  const { items, nextCursor } = page.value;
  if (items.length === 0) return <Nobody isNarrowed={isNarrowed(query)} />;
  return (
    <>
      <PeopleTable people={items} />
      <nav className={styles.pages} aria-label={t('label')}>
        {query.cursor !== undefined && (
          <Link href={peopleAddress(query, {})} className={button.button}>
            {t('first')}
          </Link>
        )}
        {nextCursor !== null && (
          <Link href={peopleAddress(query, { cursor: nextCursor })} className={button.button}>
            {t('next')}
          </Link>
        )}
      </nav>
    </>
  );
}

function Nobody(props: { readonly isNarrowed: boolean }) {
  const t = useTranslations('admin.people');
  if (!props.isNarrowed) {
    return (
      <p className={styles.note}>
        <b>{t('emptyAll')}</b> {t('emptyAllHint')}
      </p>
    );
  }
  return (
    <p className={styles.note}>
      {t('empty')}
      <Link href="/admin/people" className={button.button}>
        {t('clear')}
      </Link>
    </p>
  );
}
