import { useTranslations } from 'use-intl';
import { boxAround, type MapCanvas } from '../../_lib/map/index.ts';
import styles from './map-controls.module.css';
import { mapObjectStore } from './model/map-objects.ts';

/** Nearer, farther, and back to the whole area. */
export function MapControls({ canvas }: { readonly canvas: MapCanvas }) {
  const t = useTranslations('map');
  const home = () => {
    const box = boxAround(mapObjectStore.view.get()?.cameras ?? []);
    if (box !== null) canvas.fit(box, 48);
  };
  return (
    <div className={styles.controls} role="toolbar" aria-label={t('controls')}>
      <button type="button" aria-label={t('zoomIn')} title={t('zoomIn')} onClick={() => canvas.zoomBy(1)}>
        +
      </button>
      <button type="button" aria-label={t('zoomOut')} title={t('zoomOut')} onClick={() => canvas.zoomBy(-1)}>
        −
      </button>
      <button type="button" aria-label={t('home')} title={t('home')} onClick={home}>
        ⌂
      </button>
    </div>
  );
}
