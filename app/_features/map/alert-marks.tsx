import { useLayoutEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import type { Alert } from '#core/alert';
import { alertStore, isWaiting, selectedAlertStore } from '../../_lib/alerts/index.ts';
import { useLocalized } from '../../_lib/i18n/index.ts';
import type { MapCanvas } from '../../_lib/map/index.ts';
import { useStore, useStoreValue } from '../../_lib/store/index.ts';
import { PriorityMark } from '../../_ui/priority-mark.tsx';
import styles from './alert-marks.module.css';
import { hiddenLayerStore } from './layer-store.ts';

/**
 * Alerts on the map, as buttons over it: they are few, must never be drawn over, and have to be reached by keyboard.
 * They are moved with the map without rendering; the rings around those nobody has taken on are the style sheet's.
 */
export function AlertMarks({ canvas }: { readonly canvas: MapCanvas }) {
  const queue = useStore(alertStore.view, (view) => view.queue);
  const selected = useStoreValue(selectedAlertStore);
  const isHidden = useStore(hiddenLayerStore, (hidden) => hidden.includes('alerts'));
  const layer = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const place = () => placeMarks(layer.current, queue, canvas);
    place();
    return canvas.onMove(place);
  }, [canvas, queue]);
  return (
    <div ref={layer} className={styles.layer} hidden={isHidden}>
      {queue.map((alert) => (
        <Mark key={alert.id} alert={alert} isSelected={alert.id === selected} />
      ))}
    </div>
  );
}

function placeMarks(layer: HTMLElement | null, queue: readonly Alert[], canvas: MapCanvas): void {
  for (const [index, { subject }] of queue.entries()) {
    const mark = layer?.children[index];
    if (!(mark instanceof HTMLElement) || subject.position === null) continue;
    const { x, y } = canvas.project(subject.position);
    mark.style.transform = `translate(${x}px, ${y}px)`;
  }
}

function Mark({ alert, isSelected }: { readonly alert: Alert; readonly isSelected: boolean }) {
  const t = useTranslations();
  const localized = useLocalized();
  const label = t('map.alertLabel', {
    priority: t(`alerts.priority.${alert.priority}`),
    kind: t(`alerts.kind.${alert.kind}`),
    place: localized(alert.subject.place),
  });
  return (
    <button
      type="button"
      className={styles.mark}
      hidden={alert.subject.position === null}
      data-priority={alert.priority}
      data-waiting={isWaiting(alert)}
      data-selected={isSelected}
      aria-label={label}
      title={label}
      onClick={() => selectedAlertStore.set(alert.id)}
    >
      <PriorityMark priority={alert.priority} size={isSelected ? 18 : 14} />
    </button>
  );
}
