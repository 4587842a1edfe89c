import Link from 'next/link';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { type ImportedPeople, type PeopleListColumn, peopleListColumns } from '#core/contracts';
import { importPeople } from '../../../_lib/api/index.ts';
import { useScopeFor } from '../../../_lib/session/index.ts';
import { useStoreValue } from '../../../_lib/store/index.ts';
import button from '../../../_ui/button.module.css';
import { Icon } from '../../../_ui/icon.tsx';
import { AdminPage } from '../admin-page.tsx';
import { ImportDesk } from '../import/import-desk.ts';
import styles from '../import/import-page.module.css';
import { ListChoice } from '../import/list-choice.tsx';
import { ImportOutcome } from '../import/outcome.tsx';
import { saveTemplate } from '../import/template.ts';
import { BackToPeople } from './back-to-people.tsx';
import { passwordList, peopleListTemplate } from './people-template.ts';

/** Makes the accounts of a whole list: checked first, then all of them or none. */
export function PeopleImportPage() {
  const t = useTranslations('admin.peopleImport');
  const [desk] = useState(() => new ImportDesk(importPeople));
  const [isSaved, setSaved] = useState(false);
  const state = useStoreValue(desk.state);
  const [orgPath = ''] = useScopeFor('account.manage').paths;
  useStay(state.step === 'applying' || (state.step === 'done' && !isSaved));
  return (
    <AdminPage page="people" title={t('title')} line={t('line')} actions={<BackToPeople />}>
      {state.step !== 'done' && (
        <ListChoice
          onChoose={(file) => void desk.check(file)}
          isAnother={state.step !== 'empty'}
          template={peopleListTemplate(orgPath.split('.').at(-1) ?? '')}
        />
      )}
      <section className={styles.outcome} aria-live="polite">
        <ImportOutcome
          state={state}
          columnName={(column) => (isColumn(column) ? t(`columns.${column}`) : null)}
          ready={(name, { accounts: count }) => (
            <h2>
              <Icon name="check" /> {t('ready', { name, count })}
            </h2>
          )}
          applyWord={({ accounts: count }) => t('create', { count })}
          applyingWord={({ accounts: count }) => t('creating', { count })}
          onApply={() => void desk.apply()}
          done={(found) => <Passwords found={found} isSaved={isSaved} onSaved={() => setSaved(true)} />}
        />
      </section>
    </AdminPage>
  );
}

/** The one chance to keep the passwords. */
function Passwords(props: {
  readonly found: ImportedPeople;
  readonly isSaved: boolean;
  readonly onSaved: () => void;
}) {
  const { found, isSaved, onSaved } = props;
  const t = useTranslations('admin.peopleImport');
  const save = () => {
    saveTemplate(passwordList(found, t('fileName')));
    onSaved();
  };
  return (
    <>
      <h2>
        <Icon name="check" /> {t('done', { count: found.accounts })}
      </h2>
      <p className={styles.note}>{t('passwordsHint')}</p>
      <div className={styles.ways}>
        <button type="button" className={isSaved ? button.button : button.primary} onClick={save}>
          <Icon name="download" size={14} />
          {t('passwords')}
        </button>
        {isSaved && (
          <>
            <span role="status">{t('saved')}</span>
            <Link href="/admin/people" className={button.primary}>
              {t('toList')}
            </Link>
          </>
        )}
      </div>
    </>
  );
}

/** Has the browser ask before the page is left. */
function useStay(isNeeded: boolean): void {
  useEffect(() => {
    if (!isNeeded) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [isNeeded]);
}

function isColumn(name: string): name is PeopleListColumn {
  return (peopleListColumns as readonly string[]).includes(name);
}
