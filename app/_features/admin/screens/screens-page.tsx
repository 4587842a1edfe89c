import { useTranslations } from 'use-intl';
import { fetchScreens } from '../../../_lib/api/index.ts';
import { AdminPage } from '../admin-page.tsx';
import { PagedList, usePagedList } from '../paged-list.tsx';
import { PairForm } from './pair-form.tsx';
import { ScreenTable } from './screen-table.tsx';

/** Lets screens in by their codes, and shows which there are. */
export function ScreensPage() {
  const t = useTranslations('admin.screens');
  return (
    <AdminPage page="screens" title={t('title')} line={t('line')}>
      <Screens />
    </AdminPage>
  );
}

function Screens() {
  const t = useTranslations('admin.screens');
  const [page, reload] = usePagedList(fetchScreens);
  return (
    <>
      <PairForm onPaired={reload} />
      <PagedList label={t('label')} page={page} onRetry={reload}>
        {(screens) => <ScreenTable screens={screens} onChanged={reload} />}
      </PagedList>
    </>
  );
}
