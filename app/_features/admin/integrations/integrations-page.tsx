import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { fetchIntegrations } from '../../../_lib/api/index.ts';
import { useScopeFor } from '../../../_lib/session/index.ts';
import button from '../../../_ui/button.module.css';
import { Icon } from '../../../_ui/icon.tsx';
import { AdminPage } from '../admin-page.tsx';
import styles from '../form.module.css';
import { PagedList, usePagedList } from '../paged-list.tsx';
import { SecretDialog } from '../secret-dialog.tsx';
import { IntegrationForm } from './integration-form.tsx';
import { IntegrationTable } from './integration-table.tsx';
import { Sources } from './sources.tsx';

/** Other systems: those that ask, with a key, and those that send, with a signature. */
export function IntegrationsPage() {
  const t = useTranslations('admin.integrations');
  const isOverAll = useScopeFor('integration.manage').paths.some((path) => !path.includes('.'));
  return (
    <AdminPage page="integrations" title={t('title')} line={t('line')}>
      <div className={styles.parts}>
        <Keys />
        {isOverAll && <Sources />}
      </div>
    </AdminPage>
  );
}

function Keys() {
  const t = useTranslations('admin');
  const [page, reload] = usePagedList(fetchIntegrations);
  const [made, setMade] = useState<{ readonly name: string; readonly key: string } | null>(null);
  const [isMaking, setMaking] = useState(false);
  return (
    <section className={styles.section} aria-labelledby="keys-title">
      <h2 id="keys-title">{t('integrations.keys')}</h2>
      <p className={styles.hint}>{t('integrations.keysHint')}</p>
      {isMaking ? (
        <IntegrationForm
          onMade={(key, name) => {
            setMade({ key, name });
            setMaking(false);
            reload();
          }}
        />
      ) : (
        <div className={styles.buttons}>
          <button type="button" className={button.primary} onClick={() => setMaking(true)}>
            <Icon name="plus" size={14} />
            {t('integrations.add')}
          </button>
        </div>
      )}
      <PagedList label={t('integrations.label')} page={page} onRetry={reload}>
        {(integrations) => <IntegrationTable integrations={integrations} onChanged={reload} />}
      </PagedList>
      {made !== null && (
        <SecretDialog
          title={t('integrations.created', { name: made.name })}
          secret={made.key}
          hint={t('once.keyHint')}
          onDone={() => setMade(null)}
        />
      )}
    </section>
  );
}
