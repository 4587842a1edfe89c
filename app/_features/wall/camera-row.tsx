import type { DragEvent, KeyboardEvent } from 'react';
import { useTranslations } from 'use-intl';
import type { CameraId } from '#core/kit';
import { useCamera, useUnit } from '../../_lib/cameras/index.ts';
import { useLocalized } from '../../_lib/i18n/index.ts';
import { useStore } from '../../_lib/store/index.ts';
import styles from './camera-panel.module.css';
import { shortName } from './short-name.ts';
import { DRAGGED_CAMERA } from './tile.tsx';
import { visibleSlots, type WallState } from './wall-state.ts';
import { act, wallStore } from './wall-store.ts';

export interface CameraRowProps {
  readonly cameraId: CameraId;
  /** Says where the camera is: in a list that is not the tree. */
  readonly isAddressed?: boolean;
}

/** A camera to choose: its state, its name, and where on the wall it is. */
export function CameraRow({ cameraId, isAddressed = false }: CameraRowProps) {
  const t = useTranslations();
  const localized = useLocalized();
  const camera = useCamera(cameraId);
  const unit = useUnit(camera?.orgUnitId ?? null);
  const slot = useStore(wallStore, (state) => slotOf(state, cameraId));
  const health = camera?.health.state ?? 'unknown';
  const place = unit === null ? '' : localized(unit.name);
  const name = camera === null ? '…' : localized(camera.name);
  return (
    <>
      <span className={styles.dot} data-health={health} title={t(`health.${health}`)} />
      <span className={styles.name} data-on-wall={slot !== undefined} title={name}>
        {shortName(name, place)}
        {isAddressed && <small>{place}</small>}
      </span>
      {health === 'offline' && <span className={styles.offline}>{t('health.offline')}</span>}
      {slot !== undefined && (
        <span className={styles.slot} title={t('tree.onWall')}>
          {slot + 1}
        </span>
      )}
    </>
  );
}

/** What a camera's line answers to: a click puts it into the selected tile, a drag into any. */
export function cameraHandlers(cameraId: CameraId, onPlaced: () => void) {
  const place = () => {
    act({ type: 'place', cameraId });
    onPlaced();
  };
  return {
    draggable: true,
    onDragStart: (event: DragEvent) => event.dataTransfer.setData(DRAGGED_CAMERA, cameraId),
    onClick: place,
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key === 'Enter') place();
    },
  };
}

function slotOf(state: WallState, cameraId: CameraId): number | undefined {
  return visibleSlots(state).find((slot) => state.slots[slot] === cameraId);
}
