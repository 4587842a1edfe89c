import { useRef } from 'react';
import { useTranslations } from 'use-intl';
import type { CameraId } from '#core/kit';
import { usePageVisible } from './page-visibility.ts';
import styles from './tile.module.css';
import { TileBoundary } from './tile-boundary.tsx';
import { TileCaption } from './tile-caption.tsx';
import { TileMessage } from './tile-message.tsx';
import { useCameraPicture } from './use-camera-picture.ts';
import { useTileBox } from './use-tile-box.ts';

interface PassiveTileProps {
  readonly cameraId: CameraId;
  /** The only one, and so as large as the screen. */
  readonly isSingle: boolean;
}

/** A camera that is only shown: nothing to choose, nothing to steer. */
export function PassiveTile(props: PassiveTileProps) {
  return (
    <TileBoundary>
      <Picture {...props} />
    </TileBoundary>
  );
}

function Picture({ cameraId, isSingle }: PassiveTileProps) {
  const t = useTranslations('state');
  const frame = useRef<HTMLElement>(null);
  const isPageVisible = usePageVisible();
  const { isInView } = useTileBox(frame);
  const mode =
    isPageVisible && isInView
      ? ({ profile: isSingle ? 'main' : 'sub', transport: isSingle ? 'hls' : 'feed' } as const)
      : null;
  const { host, camera, player, picture, isMissing } = useCameraPicture(cameraId, mode);
  return (
    <article ref={frame} className={styles.tile}>
      <div ref={host} className={styles.picture} data-state={picture.state} />
      <TileCaption camera={camera} player={player} state={picture.state} />
      <TileMessage picture={picture} isMissing={isMissing} />
      <span className={styles.spoken}>{t(picture.state === 'refused' ? 'offline' : picture.state)}</span>
    </article>
  );
}
