import Link from 'next/link';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { type ImportedOrgUnits, type OrgListColumn, orgListColumns } from '#core/contracts';
import { importOrgUnits } from '../../../_lib/api/index.ts';
import { useLocalized } from '../../../_lib/i18n/index.ts';
import { useScopeFor } from '../../../_lib/session/index.ts';
import { useStoreValue } from '../../../_lib/store/index.ts';
import button from '../../../_ui/button.module.css';
import { Icon } from '../../../_ui/icon.tsx';
import { AdminPage } from '../admin-page.tsx';
import { ImportDesk } from '../import/import-desk.ts';
import importStyles from '../import/import-page.module.css';
import { ListChoice } from '../import/list-choice.tsx';
import { ImportOutcome } from '../import/outcome.tsx';
import styles from './org-import-page.module.css';
import { orgListTemplate } from './org-template.ts';

/** Makes and renames the units of a list: shown first, then all of it or nothing. */
export function OrgImportPage() {
  const t = useTranslations('admin.org');
  const [desk] = useState(() => new ImportDesk(importOrgUnits));
  const state = useStoreValue(desk.state);
  const [top = ''] = useScopeFor('org.manage').paths;
  const back = (
    <Link href="/admin/org" className={button.button}>
      {t('back')}
    </Link>
  );
  return (
    <AdminPage page="org" title={t('importTitle')} line={t('importLine')} actions={back}>
      {state.step !== 'done' && (
        <ListChoice
          onChoose={(file) => void desk.check(file)}
          isAnother={state.step !== 'empty'}
          template={orgListTemplate(top)}
        />
      )}
      <section className={importStyles.outcome} aria-live="polite">
        <ImportOutcome
          state={state}
          columnName={(column) => (isColumn(column) ? t(`columns.${column}`) : null)}
          ready={(name, found) => <WhatHappens title={t('importReady', { name })} found={found} />}
          isIdle={({ created, renamed }) => created + renamed === 0}
          applyWord={() => t('importApply')}
          applyingWord={() => t('saving')}
          onApply={() => void desk.apply()}
          done={(found) => (
            <>
              <h2>
                <Icon name="check" /> {t('importDone', { created: found.created, renamed: found.renamed })}
              </h2>
              <Link href="/admin/org" className={button.primary}>
                {t('back')}
              </Link>
            </>
          )}
        />
      </section>
    </AdminPage>
  );
}

function WhatHappens({ title, found }: { readonly title: string; readonly found: ImportedOrgUnits }) {
  const t = useTranslations('admin.org');
  const localized = useLocalized();
  const { created, renamed, unchanged, changes } = found;
  return (
    <>
      <h2>
        <Icon name="check" /> {title}
      </h2>
      <p className={importStyles.note}>{t('importCounts', { created, renamed, unchanged })}</p>
      {changes.length > 0 && (
        <table className={styles.changes}>
          <thead>
            <tr>
              <th scope="col">{t('code')}</th>
              <th scope="col">{t('importName')}</th>
              <th scope="col">{t('importWhat')}</th>
            </tr>
          </thead>
          <tbody>
            {changes.map(({ parentCode, code, name, before }) => (
              <tr key={`${parentCode} ${code}`}>
                <td>{code}</td>
                <td>{localized(name)}</td>
                <td>{before === null ? t('importNew') : t('importWas', { name: localized(before) })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {created + renamed > changes.length && (
        <p className={importStyles.note}>{t('importMore', { count: created + renamed - changes.length })}</p>
      )}
    </>
  );
}

function isColumn(name: string): name is OrgListColumn {
  return (orgListColumns as readonly string[]).includes(name);
}
