import { useRouter, useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { AUDIT_EXPORT_ROWS_MAX, type AuditPage as Page } from '#core/contracts';
import { auditExportAddress, fetchAudit } from '../../../_lib/api/index.ts';
import button from '../../../_ui/button.module.css';
import { Icon } from '../../../_ui/icon.tsx';
import { AdminPage } from '../admin-page.tsx';
import list from '../list.module.css';
import { ListBody, ListPages, NothingFound } from '../list-body.tsx';
import { useLoaded } from '../use-loaded.ts';
import { AuditFilters } from './audit-filters.tsx';
import { type AuditListQuery, auditAddress, filterOf, isNarrowed, readAuditQuery } from './audit-query.ts';
import { AuditRows } from './audit-rows.tsx';
import { ChainCheck } from './chain-check.tsx';

const PAGE_LIMIT = 50;

/** Who did or watched what. What the log is narrowed to stands in the address, and can be sent to others. */
export function AuditPage() {
  const t = useTranslations('audit');
  const parameters = useSearchParams();
  const query = useMemo(() => readAuditQuery(parameters), [parameters]);
  const actions = (
    <a
      href={auditExportAddress(filterOf(query))}
      download
      className={button.button}
      title={t('exportHint', { rows: AUDIT_EXPORT_ROWS_MAX })}
    >
      <Icon name="download" size={14} />
      {t('export')}
    </a>
  );
  return (
    <AdminPage page="audit" title={t('title')} line={t('line')} actions={actions}>
      <AuditLog query={query} />
    </AdminPage>
  );
}

function AuditLog({ query }: { readonly query: AuditListQuery }) {
  const t = useTranslations('audit');
  const router = useRouter();
  const read = useCallback(
    (signal: AbortSignal) => fetchAudit({ ...query, limit: PAGE_LIMIT }, signal),
    [query],
  );
  const [log, reload] = useLoaded(read);
  const change = useCallback(
    (changed: AuditListQuery) => router.replace(auditAddress(query, changed), { scroll: false }),
    [router, query],
  );
  return (
    <>
      <ChainCheck guard={log.state === 'loaded' ? log.value.guard : null} />
      <AuditFilters query={query} onChange={change} />
      <ListBody
        list={log}
        words={{ loading: t('loading'), failed: t('failed'), retry: t('retry') }}
        onRetry={reload}
      >
        {(page) => <Rows page={page} query={query} onChange={change} />}
      </ListBody>
    </>
  );
}

function Rows(props: {
  readonly page: Page;
  readonly query: AuditListQuery;
  readonly onChange: (change: AuditListQuery) => void;
}) {
  const { query, onChange } = props;
  const { items, nextCursor } = props.page;
  const t = useTranslations('audit');
  if (items.length === 0) {
    if (!isNarrowed(query)) return <p className={list.note}>{t('emptyAll')}</p>;
    return <NothingFound title={t('empty')} all={{ href: '/admin/audit', label: t('clear') }} />;
  }
  return (
    <>
      <AuditRows key={items[0]?.seq} items={items} onNarrow={onChange} />
      <ListPages
        label={t('label')}
        words={{ first: t('newest'), next: t('older') }}
        cursor={query.cursor}
        nextCursor={nextCursor}
        addressOf={(cursor) => auditAddress(query, { cursor })}
      />
    </>
  );
}
