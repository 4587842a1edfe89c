import Link from 'next/link';
import { useRouter, useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';
import { useTranslations } from 'use-intl';
import button from '../../../_ui/button.module.css';
import { Icon } from '../../../_ui/icon.tsx';
import { AdminPage } from '../admin-page.tsx';
import { EmptyList, ListBody, ListPages, NothingFound } from '../list-body.tsx';
import { useLoaded } from '../use-loaded.ts';
import { CameraTable } from './camera-table.tsx';
import { ListFilters } from './list-filters.tsx';
import { type ListQuery, listAddress, readListQuery } from './list-query.ts';
import { type CameraListPart, readCameraPage } from './read-camera-page.ts';

/** The cameras of the user's scope; what they are narrowed to stands in the address, and can be sent to others. */
export function CameraListPage() {
  const t = useTranslations('admin');
  const actions = (
    <>
      <Link href="/admin/cameras/import" className={button.button}>
        <Icon name="upload" size={14} />
        {t('importList')}
      </Link>
      <Link href="/admin/cameras/new" className={button.primary}>
        <Icon name="plus" size={14} />
        {t('add')}
      </Link>
    </>
  );
  return (
    <AdminPage page="cameras" title={t('cameras')} actions={actions}>
      <CameraList />
    </AdminPage>
  );
}

function CameraList() {
  const t = useTranslations('admin.list');
  const router = useRouter();
  const parameters = useSearchParams();
  const query = useMemo(() => readListQuery(parameters), [parameters]);
  const read = useCallback((signal: AbortSignal) => readCameraPage(query, signal), [query]);
  const [list, reload] = useLoaded(read);
  return (
    <>
      <ListFilters
        query={query}
        onChange={(change) => router.replace(listAddress(query, change), { scroll: false })}
      />
      <ListBody
        list={list}
        words={{ loading: t('loading'), failed: t('failed'), retry: t('retry') }}
        onRetry={reload}
      >
        {(page) => <Cameras page={page} query={query} />}
      </ListBody>
    </>
  );
}

function Cameras(props: { readonly page: CameraListPart; readonly query: ListQuery }) {
  const { query } = props;
  const { ids, nextCursor } = props.page;
  const t = useTranslations('admin.list');
  if (ids.length === 0) {
    if (Object.keys(query).length === 0) return <EmptyList title={t('emptyAll')} hint={t('emptyAllHint')} />;
    return <NothingFound title={t('empty')} all={{ href: '/admin/cameras', label: t('clear') }} />;
  }
  return (
    <>
      <CameraTable ids={ids} />
      <ListPages
        label={t('label')}
        words={{ first: t('first'), next: t('next') }}
        cursor={query.cursor}
        nextCursor={nextCursor}
        addressOf={(cursor) => listAddress(query, { cursor })}
      />
    </>
  );
}
