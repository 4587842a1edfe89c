import { useTranslations } from 'use-intl';
import type { CameraId } from '#core/kit';
import { usePageVisible } from './page-visibility.ts';
import { PtzOverlay } from './ptz/ptz-overlay.tsx';
import { PtzToggle } from './ptz/ptz-toggle.tsx';
import styles from './tile.module.css';
import { TileBoundary } from './tile-boundary.tsx';
import { TileCaption } from './tile-caption.tsx';
import { TileMessage } from './tile-message.tsx';
import { useCameraPicture } from './use-camera-picture.ts';
import type { PlayMode } from './use-tile-player.ts';

const small: PlayMode = { profile: 'sub', transport: 'feed' };

/** One camera's live picture for use outside the wall: small stream, name, and the truth about its age. */
export function LivePicture({ cameraId }: { readonly cameraId: CameraId }) {
  return (
    <TileBoundary key={cameraId}>
      <Playing cameraId={cameraId} />
    </TileBoundary>
  );
}

function Playing({ cameraId }: { readonly cameraId: CameraId }) {
  const t = useTranslations('state');
  const isPageVisible = usePageVisible();
  const shown = useCameraPicture(cameraId, isPageVisible ? small : null);
  const { host, camera, player, picture, isMissing, canMove } = shown;
  return (
    <>
      <div ref={host} className={styles.picture} data-state={picture.state} />
      <TileCaption camera={camera} player={player} state={picture.state} />
      <TileMessage picture={picture} isMissing={isMissing} />
      {canMove && <PtzOverlay cameraId={cameraId} />}
      {canMove && <PtzToggle cameraId={cameraId} />}
      <span className={styles.spoken}>{t(picture.state === 'refused' ? 'offline' : picture.state)}</span>
    </>
  );
}
