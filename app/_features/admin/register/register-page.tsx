import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { inspectDevice, registerCameras } from '../../../_lib/api/index.ts';
import { useStoreValue } from '../../../_lib/store/index.ts';
import { AdminPage } from '../admin-page.tsx';
import { BackToCameras } from '../list/back-to-cameras.tsx';
import { CameraWizard } from './camera-wizard.ts';
import { FindStep } from './find-step.tsx';
import styles from './register-page.module.css';
import { SavedStep } from './saved-step.tsx';
import { Step } from './step.tsx';
import { WhatStep } from './what-step.tsx';
import { WhereStep } from './where-step.tsx';

/**
 * Registers a camera in three steps that stay in sight: find the device, look at its picture, say where it belongs.
 * @param props.mapboxToken draws the map with Mapbox GL; `null` for MapLibre GL over the county's own base map
 */
export function RegisterPage({ mapboxToken }: { readonly mapboxToken: string | null }) {
  const t = useTranslations('admin');
  const [wizard] = useState(() => new CameraWizard({ inspect: inspectDevice, register: registerCameras }));
  const { stage, common } = useStoreValue(wizard.state);
  const placing = stage.step === 'placing' ? stage : null;
  return (
    <AdminPage page="cameras" title={t('add')} actions={<BackToCameras />} isFull>
      <div className={styles.steps}>
        <Step
          number={1}
          title={t('find.title')}
          isCurrent={stage.step === 'finding' || stage.step === 'reading'}
        >
          <FindStep wizard={wizard} stage={stage} />
        </Step>
        <Step
          number={2}
          title={t('what.title')}
          isCurrent={placing !== null}
          waiting={placing === null ? t('what.waiting') : null}
          isToBeSeen={placing !== null}
        >
          {placing !== null && <WhatStep wizard={wizard} stage={placing} />}
        </Step>
        <Step
          number={3}
          title={t('where.title')}
          isCurrent={placing !== null || stage.step === 'saved'}
          waiting={placing === null && stage.step !== 'saved' ? t('where.waiting') : null}
        >
          {placing !== null && (
            <WhereStep wizard={wizard} stage={placing} common={common} mapboxToken={mapboxToken} />
          )}
          {stage.step === 'saved' && <SavedStep wizard={wizard} cameras={stage.cameras} />}
        </Step>
      </div>
    </AdminPage>
  );
}
