import Link from 'next/link';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { type CameraListColumn, cameraListColumns } from '#core/contracts';
import { importCameras } from '../../../_lib/api/index.ts';
import { useScopeFor } from '../../../_lib/session/index.ts';
import { useStoreValue } from '../../../_lib/store/index.ts';
import button from '../../../_ui/button.module.css';
import { Icon } from '../../../_ui/icon.tsx';
import { AdminPage } from '../admin-page.tsx';
import { BackToCameras } from '../list/back-to-cameras.tsx';
import { cameraListTemplate } from './camera-template.ts';
import { ImportDesk } from './import-desk.ts';
import styles from './import-page.module.css';
import { ListChoice } from './list-choice.tsx';
import { ImportOutcome } from './outcome.tsx';

/** Registers a whole list of cameras: checked first, then all of it or nothing. */
export function ImportPage() {
  const t = useTranslations('admin.import');
  const [desk] = useState(() => new ImportDesk(importCameras));
  const state = useStoreValue(desk.state);
  const [orgPath = ''] = useScopeFor('camera.register').paths;
  return (
    <AdminPage page="cameras" title={t('title')} line={t('line')} actions={<BackToCameras />}>
      {state.step !== 'done' && (
        <ListChoice
          onChoose={(file) => void desk.check(file)}
          isAnother={state.step !== 'empty'}
          template={cameraListTemplate(orgPath.split('.').at(-1) ?? '')}
        />
      )}
      <section className={styles.outcome} aria-live="polite">
        <ImportOutcome
          state={state}
          columnName={(column) => (isColumn(column) ? t(`columns.${column}`) : null)}
          ready={(name, count) => (
            <h2>
              <Icon name="check" /> {t('ready', { name, count })}
            </h2>
          )}
          applyWord={(count) => t('register', { count })}
          applyingWord={(count) => t('registering', { count })}
          onApply={() => void desk.apply()}
          done={(count) => (
            <>
              <h2>
                <Icon name="check" /> {t('done', { count })}
              </h2>
              <Link href="/admin/cameras" className={button.primary}>
                {t('toList')}
              </Link>
            </>
          )}
        />
      </section>
    </AdminPage>
  );
}

function isColumn(name: string): name is CameraListColumn {
  return (cameraListColumns as readonly string[]).includes(name);
}
