import Link from 'next/link';
import { type DragEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { assertNever } from '#core/kit';
import { importCameras } from '../../../_lib/api/index.ts';
import { useScopeFor } from '../../../_lib/session/index.ts';
import { useStoreValue } from '../../../_lib/store/index.ts';
import button from '../../../_ui/button.module.css';
import { Icon } from '../../../_ui/icon.tsx';
import { AdminPage, BackToList } from '../admin-page.tsx';
import { Problem } from '../field.tsx';
import { ErrorTable } from './error-table.tsx';
import { ImportDesk, type ImportState } from './import-desk.ts';
import styles from './import-page.module.css';
import { saveTemplate } from './save-template.ts';

/** Registers a whole list of cameras: checked first, then all of it or nothing. */
export function ImportPage() {
  const t = useTranslations('admin.import');
  const [desk] = useState(() => new ImportDesk(importCameras));
  const state = useStoreValue(desk.state);
  return (
    <AdminPage page="cameras" title={t('title')} line={t('line')} actions={<BackToList />}>
      {state.step !== 'done' && <FileChoice desk={desk} isAnother={state.step !== 'empty'} />}
      <section className={styles.outcome} aria-live="polite">
        <Outcome state={state} onRegister={() => void desk.register()} />
      </section>
    </AdminPage>
  );
}

function FileChoice({ desk, isAnother }: { readonly desk: ImportDesk; readonly isAnother: boolean }) {
  const t = useTranslations('admin.import');
  const [orgPath = ''] = useScopeFor('camera.register').paths;
  const [isOver, setOver] = useState(false);
  const take = (files: FileList | null) => {
    const file = files?.[0];
    if (file !== undefined) void desk.check(file);
  };
  return (
    <fieldset
      className={styles.drop}
      data-over={isOver}
      aria-label={t('choose')}
      onDragOver={(event: DragEvent) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event: DragEvent) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
    >
      <div className={styles.ways}>
        <label className={isAnother ? button.button : button.primary}>
          <Icon name="upload" size={14} />
          {isAnother ? t('another') : t('choose')}
          <input
            type="file"
            accept=".csv,text/csv"
            className={styles.file}
            // The same file, mended, may be chosen again.
            onClick={(event) => {
              event.currentTarget.value = '';
            }}
            onChange={(event) => take(event.currentTarget.files)}
          />
        </label>
        <span className={styles.or}>{t('drop')}</span>
        <button
          type="button"
          className={button.button}
          onClick={() => saveTemplate(orgPath.split('.').at(-1) ?? '')}
        >
          <Icon name="download" size={14} />
          {t('template')}
        </button>
      </div>
      <p className={styles.hint}>{t('hint')}</p>
    </fieldset>
  );
}

function Outcome({ state, onRegister }: { readonly state: ImportState; readonly onRegister: () => void }) {
  const t = useTranslations('admin');
  switch (state.step) {
    case 'empty':
      return null;
    case 'checking':
      return <p className={styles.note}>{t('import.checking', { name: state.name })}</p>;
    case 'wrong':
      return <ErrorTable name={state.name} rows={state.rows} />;
    case 'failed':
      return (
        <>
          <h2>{t('import.failed', { name: state.name })}</h2>
          <Problem>
            {state.problem === 'notUtf8' || state.problem === 'unreadable'
              ? t(`import.${state.problem}`)
              : t(`problem.${state.problem}`)}
          </Problem>
        </>
      );
    case 'ready':
    case 'registering':
      return <Ready state={state} onRegister={onRegister} />;
    case 'done':
      return (
        <>
          <h2>
            <Icon name="check" /> {t('import.done', { count: state.cameras })}
          </h2>
          <Link href="/admin/cameras" className={button.primary}>
            {t('import.toList')}
          </Link>
        </>
      );
    default:
      return assertNever(state);
  }
}

function Ready(props: {
  readonly state: Extract<ImportState, { step: 'ready' | 'registering' }>;
  readonly onRegister: () => void;
}) {
  const { name, cameras, step } = props.state;
  const t = useTranslations('admin.import');
  const isBusy = step === 'registering';
  return (
    <>
      <h2>
        <Icon name="check" /> {t('ready', { name, count: cameras })}
      </h2>
      <button type="button" className={button.primary} disabled={isBusy} onClick={props.onRegister}>
        {isBusy ? t('registering', { count: cameras }) : t('register', { count: cameras })}
      </button>
    </>
  );
}
