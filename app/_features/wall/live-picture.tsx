import { useEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import type { CameraId } from '#core/kit';
import { loadCamera, missingCamerasStore, useCamera } from '../../_lib/cameras/index.ts';
import type { PictureState, TileView } from '../../_lib/player/index.ts';
import { createStore, useStore, useStoreValue } from '../../_lib/store/index.ts';
import { usePageVisible } from './page-visibility.ts';
import { PtzOverlay } from './ptz/ptz-overlay.tsx';
import { PtzToggle } from './ptz/ptz-toggle.tsx';
import { useCanMove } from './ptz/use-can-move.ts';
import styles from './tile.module.css';
import { TileBoundary } from './tile-boundary.tsx';
import { TileCaption } from './tile-caption.tsx';
import { TileMessage } from './tile-message.tsx';
import { type PlayMode, useTilePlayer } from './use-tile-player.ts';

const notStarted = createStore<TileView>({ picture: { state: 'connecting' }, profile: 'sub', size: null });
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
  const host = useRef<HTMLDivElement>(null);
  const camera = useCamera(cameraId);
  const isMissing = useStore(missingCamerasStore, (missing) => missing.has(cameraId));
  const canMove = useCanMove(camera);
  const isPageVisible = usePageVisible();
  const player = useTilePlayer(host, cameraId, isPageVisible && !isMissing ? small : null);
  const view = useStoreValue(player?.view ?? notStarted);
  useEffect(() => void loadCamera(cameraId), [cameraId]);
  const picture: PictureState = isMissing ? { state: 'refused' } : view.picture;
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
