import Link from 'next/link';
import { useRouter, useSearchParams } from 'next/navigation';
import { useCallback, useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { AUDIT_EXPORT_ROWS_MAX, type AuditPage as Page } from '#core/contracts';
import { auditExportAddress, fetchAudit } from '../../../_lib/api/index.ts';
import button from '../../../_ui/button.module.css';
import { Icon } from '../../../_ui/icon.tsx';
import { AdminPage } from '../admin-page.tsx';
import { type Loaded, useLoaded } from '../use-loaded.ts';
import styles from './audit.module.css';
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
  const router = useRouter();
  const read = useCallback(
    (signal: AbortSignal) => fetchAudit({ ...query, limit: PAGE_LIMIT }, signal),
    [query],
  );
  const [page, reload] = useLoaded(read);
  const change = useCallback(
    (changed: AuditListQuery) => router.replace(auditAddress(query, changed), { scroll: false }),
    [router, query],
  );
  return (
    <>
      <ChainCheck guard={page.state === 'loaded' ? page.value.guard : null} />
      <AuditFilters query={query} onChange={change} />
      <LogBody page={page} query={query} onRetry={reload} onChange={change} />
    </>
  );
}

function LogBody(props: {
  readonly page: Loaded<Page>;
  readonly query: AuditListQuery;
  readonly onRetry: () => void;
  readonly onChange: (change: AuditListQuery) => void;
}) {
  const { page, query, onRetry, onChange } = props;
  const t = useTranslations('audit');
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
  if (items.length === 0) return <Nothing isNarrowed={isNarrowed(query)} />;
  return (
    <>
      <AuditRows key={items[0]?.seq} items={items} onNarrow={onChange} />
      <nav className={styles.pages} aria-label={t('label')}>
        {query.cursor !== undefined && (
          <Link href={auditAddress(query, {})} className={button.button}>
            {t('newest')}
          </Link>
        )}
        {nextCursor !== null && (
          <Link href={auditAddress(query, { cursor: nextCursor })} className={button.button}>
            {t('older')}
          </Link>
        )}
      </nav>
    </>
  );
}

function Nothing(props: { readonly isNarrowed: boolean }) {
  const t = useTranslations('audit');
  return (
    <p className={styles.note}>
      {props.isNarrowed ? t('empty') : t('emptyAll')}
      {props.isNarrowed && (
        <Link href="/admin/audit" className={button.button}>
          {t('clear')}
        </Link>
      )}
    </p>
  );
}
