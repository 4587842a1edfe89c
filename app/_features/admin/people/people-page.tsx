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
import { EmptyList, ListBody, ListPages, NothingFound } from '../list-body.tsx';
import { useLoaded } from '../use-loaded.ts';
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
  const t = useTranslations('admin.people');
  const router = useRouter();
  const parameters = useSearchParams();
  const query = useMemo(() => readPeopleQuery(parameters), [parameters]);
  const read = useCallback(
    (signal: AbortSignal) => fetchPeople({ ...query, limit: PAGE_LIMIT }, signal),
    [query],
  );
  const [list, reload] = useLoaded(read);
  return (
    <>
      <PeopleFilters
        query={query}
        onChange={(change) => router.replace(peopleAddress(query, change), { scroll: false })}
      />
      <ListBody
        list={list}
        words={{ loading: t('loading'), failed: t('failed'), retry: t('retry') }}
        onRetry={reload}
      >
        {(page) => <People page={page} query={query} />}
      </ListBody>
    </>
  );
}

function People(props: { readonly page: Page; readonly query: PeopleListQuery }) {
  const { query } = props;
  const { items, nextCursor } = props.page;
  const t = useTranslations('admin.people');
  if (items.length === 0) {
    if (!isNarrowed(query)) return <EmptyList title={t('emptyAll')} hint={t('emptyAllHint')} />;
    return <NothingFound title={t('empty')} all={{ href: '/admin/people', label: t('clear') }} />;
  }
  return (
    <>
      <PeopleTable people={items} />
      <ListPages
        label={t('label')}
        words={{ first: t('first'), next: t('next') }}
        cursor={query.cursor}
        nextCursor={nextCursor}
        addressOf={(cursor) => peopleAddress(query, { cursor })}
      />
    </>
  );
}
