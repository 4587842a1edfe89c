import { type ComponentType, type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { useTranslations } from 'use-intl';
import type { CameraId } from '#core/kit';
import { useCamera } from '../../_lib/cameras/index.ts';
import { useLocalized } from '../../_lib/i18n/index.ts';
import { useStoreValue } from '../../_lib/store/index.ts';
import { Icon } from '../../_ui/icon.tsx';
import styles from './floating-tiles.module.css';
import { type FloatingTile, tileHeight } from './tile-layout.ts';
import { closeTile, moveTile, tileStore } from './tile-store.ts';

type PictureComponent = ComponentType<{ readonly cameraId: CameraId }>;

/** Live pictures over the map. Their order on screen is by style, so that one put on top keeps playing. */
export function FloatingTiles({ Picture }: { readonly Picture: PictureComponent }) {
  const t = useTranslations('map');
  const tiles = useStoreValue(tileStore);
  const byCamera = [...tiles].sort((a, b) => (a.cameraId < b.cameraId ? -1 : 1));
  if (tiles.length === 0) return null;
  return (
    <section aria-label={t('tiles')}>
      {byCamera.map((tile) => (
        <Tile key={tile.cameraId} tile={tile} level={tiles.indexOf(tile)} Picture={Picture} />
      ))}
    </section>
  );
}

function Tile(props: {
  readonly tile: FloatingTile;
  readonly level: number;
  readonly Picture: PictureComponent;
}) {
  const { tile, level, Picture } = props;
  const { cameraId, x, y, width } = tile;
  const t = useTranslations('map');
  const localized = useLocalized();
  const camera = useCamera(cameraId);
  const drag = useDrag(tile);
  const name = camera === null ? '…' : localized(camera.name);
  const height = tileHeight(width);
  return (
    <article
      className={styles.tile}
      aria-label={t('tile', { name })}
      style={{
        left: `clamp(0px, ${x}px, calc(100% - ${width}px))`,
        top: `clamp(0px, ${y}px, calc(100% - ${height}px))`,
        width,
        height,
        zIndex: level + 10,
      }}
    >
      <Picture cameraId={cameraId} />
      <button
        type="button"
        className={styles.grip}
        aria-label={t('moveTile')}
        title={t('moveTile')}
        {...drag}
      />
      <button
        type="button"
        className={styles.close}
        aria-label={`${t('closeTile')}: ${name}`}
        title={t('closeTile')}
        onClick={() => closeTile(cameraId)}
      >
        <Icon name="close" size={12} />
      </button>
    </article>
  );
}

const NUDGE_PX = 16;
const nudges: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-NUDGE_PX, 0],
  ArrowRight: [NUDGE_PX, 0],
  ArrowUp: [0, -NUDGE_PX],
  ArrowDown: [0, NUDGE_PX],
};

/** What a tile's grip answers to. */
function useDrag({ cameraId, x, y }: FloatingTile) {
  const held = useRef<{ readonly dx: number; readonly dy: number } | null>(null);
  return {
    onPointerDown: (event: PointerEvent) => {
      event.currentTarget.setPointerCapture(event.pointerId);
      held.current = { dx: x - event.clientX, dy: y - event.clientY };
      moveTile(cameraId, x, y);
    },
    onPointerMove: (event: PointerEvent) => {
      if (held.current === null) return;
      moveTile(cameraId, event.clientX + held.current.dx, event.clientY + held.current.dy);
    },
    onPointerUp: () => {
      held.current = null;
    },
    onPointerCancel: () => {
      held.current = null;
    },
    onKeyDown: (event: KeyboardEvent) => {
      const nudge = nudges[event.key];
      if (nudge === undefined) return;
      event.preventDefault();
      moveTile(cameraId, x + nudge[0], y + nudge[1]);
    },
  };
}
