import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import type { OrgUnitDetail } from '#core/contracts';
import type { Border } from '#core/org';
import { boxAround, collection, type Feature, useMapCanvas } from '../../../_lib/map/index.ts';
import styles from './unit-panel.module.css';

const PADDING_PX = 28;

/** A unit's border among those around it, over the base map. While `unit` is null it shows what it showed before. */
export function BorderMap(props: {
  readonly unit: OrgUnitDetail | null;
  readonly mapboxToken: string | null;
}) {
  const { unit, mapboxToken } = props;
  const t = useTranslations('admin.org');
  const host = useRef<HTMLDivElement>(null);
  const map = useMapCanvas(host, mapboxToken);
  const canvas = map.state === 'ready' ? map.canvas : null;
  useEffect(() => {
    if (canvas === null || unit === null) return;
    const around = unit.around.flatMap(({ border, relation }) => featuresOf(border, relation));
    const own = unit.border === null ? [] : featuresOf(unit.border, 'own');
    canvas.setData('borders', collection([...around, ...own]));
    const seen = unit.border ?? unit.around.flatMap(({ border }) => border);
    const box = boxAround(seen.flat(2).map(([lon, lat]) => ({ lon, lat })));
    if (box !== null) canvas.fit(box, PADDING_PX);
  }, [canvas, unit]);
  return (
    <div className={styles.map}>
      <div ref={host} className={styles.host} role="img" aria-label={t('borderOf')} />
      {map.state !== 'ready' && (
        <p className={styles.mapNote} role="status">
          {t(map.state === 'loading' ? 'mapLoading' : 'mapFailed')}
        </p>
      )}
      {map.state === 'ready' && unit?.border === null && <p className={styles.mapNote}>{t('noBorder')}</p>}
    </div>
  );
}

function featuresOf(border: Border, look: string): Feature[] {
  return border.map((rings) => ({
    type: 'Feature',
    properties: { look },
    geometry: { type: 'Polygon', coordinates: rings.map((ring) => ring.map(([lon, lat]) => [lon, lat])) },
  }));
}
