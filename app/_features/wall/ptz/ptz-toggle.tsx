import { useTranslations } from 'use-intl';
import type { CameraId } from '#core/kit';
import { useStore } from '../../../_lib/store/index.ts';
import { Icon } from '../../../_ui/icon.tsx';
import styles from './ptz.module.css';
import { ptzStore, togglePtz } from './ptz-store.ts';

/** Opens the controls of a picture that has no toolbar. */
export function PtzToggle({ cameraId }: { readonly cameraId: CameraId }) {
  const t = useTranslations('tile');
  const isOpen = useStore(ptzStore, (moved) => moved === cameraId);
  return (
    <button
      type="button"
      className={styles.toggle}
      aria-pressed={isOpen}
      aria-label={t('ptz')}
      title={t('ptz')}
      onClick={() => togglePtz(cameraId)}
    >
      <Icon name="ptz" size={14} />
    </button>
  );
}
