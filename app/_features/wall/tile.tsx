import { type DragEvent, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { cameraIdSchema } from '#core/contracts';
import type { CameraId } from '#core/kit';
import { useCamera } from '../../_lib/cameras/index.ts';
import { useLocalized } from '../../_lib/i18n/index.ts';
import { useStore } from '../../_lib/store/index.ts';
import { CameraTile } from './camera-tile.tsx';
import { EmptyTile } from './empty-tile.tsx';
import { ptzStore } from './ptz/ptz-store.ts';
import styles from './tile.module.css';
import { TileBoundary } from './tile-boundary.tsx';
import { act, wallStore } from './wall-store.ts';

/** What is dragged: a camera from the list, or the camera of another tile. */
export const DRAGGED_CAMERA = 'application/x-beaconwall-camera';
const DRAGGED_SLOT = 'application/x-beaconwall-slot';

/** One place of the wall, with or without a camera in it. */
export function Tile({ slot }: { readonly slot: number }) {
  const frame = useRef<HTMLElement>(null);
  const cameraId = useStore(wallStore, (state) => state.slots[slot] ?? null);
  const isSelected = useStore(wallStore, (state) => state.selected === slot);
  // A hand on the controls must not carry the tile away.
  const isMoved = useStore(ptzStore, (moved) => moved !== null && moved === cameraId);
  const label = useLabel(slot, cameraId);
  const select = () => act({ type: 'select', slot });
  return (
    <article
      ref={frame}
      className={styles.tile}
      data-slot={slot}
      data-selected={isSelected}
      aria-label={label}
      aria-current={isSelected}
      tabIndex={isSelected ? 0 : -1}
      draggable={cameraId !== null && !isMoved}
      onPointerDown={select}
      onFocus={select}
      onDoubleClick={() => cameraId !== null && act({ type: 'focus', slot })}
      onDragStart={(event) => event.dataTransfer.setData(DRAGGED_SLOT, String(slot))}
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => drop(event, slot)}
    >
      {cameraId === null ? (
        <EmptyTile isSelected={isSelected} />
      ) : (
        <TileBoundary key={cameraId}>
          <CameraTile slot={slot} cameraId={cameraId} frame={frame} />
        </TileBoundary>
      )}
    </article>
  );
}

function useLabel(slot: number, cameraId: CameraId | null): string {
  const t = useTranslations('tile');
  const localized = useLocalized();
  const camera = useCamera(cameraId);
  const number = slot + 1;
  if (cameraId === null) return t('labelWith', { number, name: t('empty') });
  return camera === null ? t('label', { number }) : t('labelWith', { number, name: localized(camera.name) });
}

function drop(event: DragEvent, slot: number): void {
  event.preventDefault();
  const camera = cameraIdSchema.safeParse(event.dataTransfer.getData(DRAGGED_CAMERA));
  if (camera.success) act({ type: 'place', cameraId: camera.data, slot });
  const from = event.dataTransfer.getData(DRAGGED_SLOT);
  if (from !== '') act({ type: 'swap', from: Number(from), to: slot });
}
