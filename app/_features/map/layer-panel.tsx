import { useFormatter, useTranslations } from 'use-intl';
import { alertStore } from '../../_lib/alerts/index.ts';
import { squadStore } from '../../_lib/squads/index.ts';
import { useStore, useStoreValue } from '../../_lib/store/index.ts';
import { Icon } from '../../_ui/icon.tsx';
import styles from './layer-panel.module.css';
import { hiddenLayerStore, type MapLayer, mapLayerNames, toggleLayer } from './layer-store.ts';
import { type MapObjects, mapObjectStore } from './model/map-objects.ts';

/** On a narrower page the panel starts folded, so that pictures do not lie over it. */
const ROOM_FOR_LAYERS_PX = 1500;

/** What the map shows, with how many there are. */
export function LayerPanel() {
  const t = useTranslations('map');
  const hidden = useStoreValue(hiddenLayerStore);
  return (
    <details className={styles.panel} open={window.innerWidth >= ROOM_FOR_LAYERS_PX}>
      <summary className={styles.summary}>
        <Icon name="chevron" size={10} /> {t('layers')}
      </summary>
      {mapLayerNames.map((layer) => (
        <label key={layer} className={styles.layer} data-shown={!hidden.includes(layer)}>
          <input type="checkbox" checked={!hidden.includes(layer)} onChange={() => toggleLayer(layer)} />
          <span className={styles.name}>{t(layer)}</span>
          <LayerCount layer={layer} />
        </label>
      ))}
    </details>
  );
}

function LayerCount({ layer }: { readonly layer: MapLayer }) {
  const t = useTranslations('map');
  const format = useFormatter();
  const objects = useStore(mapObjectStore.view, (view) => countObjects(view, layer));
  const squads = useStore(squadStore.view, (view) => view.size);
  const alerts = useStore(alertStore.view, ({ queue }) => queue.length);
  const plain = (count: number) => format.number(count, { useGrouping: false });
  if (layer === 'cones') return <span className={styles.count}>{t('conesHint')}</span>;
  if (layer === 'squads') return <span className={styles.count}>{plain(squads)}</span>;
  if (layer === 'alerts') return <span className={styles.count}>{plain(alerts)}</span>;
  return <span className={styles.count}>{objects}</span>;
}

/** A text, so that equal counts do not render again. */
function countObjects(view: MapObjects | null, layer: MapLayer): string {
  if (view === null) return '';
  if (layer === 'checkpoints') return String(view.checkpoints.length);
  if (layer === 'posts') return String(view.posts.length);
  if (layer !== 'cameras') return '';
  const online = view.cameras.reduce((sum, { state }) => sum + (state === 'online' ? 1 : 0), 0);
  return `${online}/${view.cameras.length}`;
}
