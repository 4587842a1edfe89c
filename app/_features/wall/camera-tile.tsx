import type { RefObject } from 'react';
import { useTranslations } from 'use-intl';
import type { CameraId } from '#core/kit';
import type { TileView } from '../../_lib/player/index.ts';
import { useStore } from '../../_lib/store/index.ts';
import { mainBudgetStore } from './decode-watch.ts';
import { usePageVisible } from './page-visibility.ts';
import { PtzOverlay } from './ptz/ptz-overlay.tsx';
import styles from './tile.module.css';
import { TileCaption } from './tile-caption.tsx';
import { TileMessage } from './tile-message.tsx';
import { TileToolbar } from './tile-toolbar.tsx';
import { useCameraPicture } from './use-camera-picture.ts';
import { useFullScreen } from './use-full-screen.ts';
import { useSound } from './use-sound.ts';
import { useTileBox } from './use-tile-box.ts';
import type { PlayMode } from './use-tile-player.ts';
import { wallStore } from './wall-store.ts';

export interface CameraTileProps {
  readonly slot: number;
  readonly cameraId: CameraId;
  readonly frame: RefObject<HTMLElement | null>;
}

/** A camera on the wall: its picture, its name, and the truth about the picture's age. */
export function CameraTile({ slot, cameraId, frame }: CameraTileProps) {
  const t = useTranslations();
  const isFullScreen = useFullScreen(frame);
  const mode = usePlayMode(slot, frame, isFullScreen);
  const { host, camera, player, view, picture, isMissing, canMove } = useCameraPicture(cameraId, mode);
  const sound = useSound(player, view);
  return (
    <>
      <div ref={host} className={styles.picture} data-state={picture.state} />
      <TileCaption camera={camera} player={player} state={picture.state} />
      <TileMessage picture={picture} isMissing={isMissing} />
      {picture.state !== 'refused' && <ProfileTag view={view} />}
      {canMove && <PtzOverlay cameraId={cameraId} />}
      <TileToolbar
        slot={slot}
        isFullScreen={isFullScreen}
        movable={canMove ? cameraId : null}
        sound={sound}
      />
      <span className={styles.spoken}>
        {t(`state.${picture.state === 'refused' ? 'offline' : picture.state}`)}
      </span>
    </>
  );
}

/** The single large picture comes as LL-HLS, the many over the feed; nothing plays where nobody looks. */
function usePlayMode(slot: number, frame: RefObject<HTMLElement | null>, isFullScreen: boolean): PlayMode {
  const isPageVisible = usePageVisible();
  const isSingle = useStore(wallStore, (state) => state.layout === 1) || isFullScreen;
  const isAffordable = useStore(mainBudgetStore, (budget) => slot < budget.tiles);
  const { isLarge, isInView } = useTileBox(frame);
  if (!isPageVisible || !isInView) return null;
  const isWorthMain = isSingle || (isLarge && isAffordable);
  return { profile: isWorthMain ? 'main' : 'sub', transport: isSingle ? 'hls' : 'feed' };
}

function ProfileTag({ view }: { readonly view: TileView }) {
  const t = useTranslations();
  const { profile, size } = view;
  if (size === null) return null;
  const resolution = t('tile.resolution', { width: String(size.width), height: String(size.height) });
  return (
    <span className={styles.tag} data-profile={profile}>
      {t(`profile.${profile}`)} {resolution}
    </span>
  );
}
