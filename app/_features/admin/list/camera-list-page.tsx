import Link from 'next/link';
import { useRouter, useSearchParams } from 'next/navigation';
import { useMemo } from 'react';
import { useTranslations } from 'use-intl';
import button from '../../../_ui/button.module.css';
import { Icon } from '../../../_ui/icon.tsx';
import { AdminPage } from '../admin-page.tsx';
import styles from './camera-list.module.css';
import { CameraTable } from './camera-table.tsx';
import { ListFilters } from './list-filters.tsx';
import { type ListQuery, listAddress, readListQuery } from './list-query.ts';
import { type CameraListState, useCameraPage } from './use-camera-page.ts';

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
  const router = useRouter();
  const parameters = useSearchParams();
  const query = useMemo(() => readListQuery(parameters), [parameters]);
  const { list, retry } = useCameraPage(query);
  return (
    <>
      <ListFilters
        query={query}
        onChange={(change) => router.replace(listAddress(query, change), { scroll: false })}
      />
      <ListBody list={list} query={query} onRetry={retry} />
    </>
  );
}

function ListBody(props: {
  readonly list: CameraListState;
  readonly query: ListQuery;
  readonly onRetry: () => void;
}) {
  const { list, query, onRetry } = props;
  const t = useTranslations('admin.list');
  if (list.state === 'loading') return <p className={styles.note}>{t('loading')}</p>;
  if (list.state === 'failed') {
    return (
      <p className={styles.note} role="alert">
        {t('failed')}
        <button type="button" className={button.button} onClick={onRetry}>
          {t('retry')}
        </button>
      </p>
    );
  }
  if (list.ids.length === 0) return <NoCameras isNarrowed={Object.keys(query).length > 0} />;
  return (
    <>
      <CameraTable ids={list.ids} />
      <nav className={styles.pages} aria-label={t('label')}>
        {query.cursor !== undefined && (
          <Link href={listAddress(query, {})} className={button.button}>
            {t('first')}
          </Link>
        )}
        {list.nextCursor !== null && (
          <Link href={listAddress(query, { cursor: list.nextCursor })} className={button.button}>
            {t('next')}
          </Link>
        )}
      </nav>
    </>
  );
}

function NoCameras({ isNarrowed }: { readonly isNarrowed: boolean }) {
  const t = useTranslations('admin.list');
  if (!isNarrowed) {
    return (
      <p className={styles.note}>
        <b>{t('emptyAll')}</b> {t('emptyAllHint')}
      </p>
    );
  }
  return (
    <p className={styles.note}>
      {t('empty')}
      <Link href="/admin/cameras" className={button.button}>
        {t('clear')}
      </Link>
    </p>
  );
}
