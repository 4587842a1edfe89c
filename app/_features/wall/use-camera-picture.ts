import { type RefObject, useEffect, useRef } from 'react';
import type { CameraId } from '#core/kit';
import { loadCamera, missingCamerasStore, useCamera } from '../../_lib/cameras/index.ts';
import type { PictureState, TileView } from '../../_lib/player/index.ts';
import { createStore, useStore, useStoreValue } from '../../_lib/store/index.ts';
import { useCanMove } from './ptz/use-can-move.ts';
import { type PlayMode, useTilePlayer } from './use-tile-player.ts';

const notStarted = createStore<TileView>({
  picture: { state: 'connecting' },
  ...{ profile: 'sub', size: null, hasSound: false },
});

export interface CameraPicture {
  /** Where the player puts its video. */
  readonly host: RefObject<HTMLDivElement | null>;
  readonly camera: ReturnType<typeof useCamera>;
  readonly player: ReturnType<typeof useTilePlayer>;
  readonly view: TileView;
  readonly picture: PictureState;
  /** The camera does not exist, or not for this user. */
  readonly isMissing: boolean;
  /** Whether this user may steer it. */
  readonly canMove: boolean;
}

/** All that a tile shows of a camera, wherever the tile is. @param mode how it is played; `null`: not now */
export function useCameraPicture(cameraId: CameraId, mode: PlayMode | null): CameraPicture {
  const host = useRef<HTMLDivElement>(null);
  const camera = useCamera(cameraId);
  const isMissing = useStore(missingCamerasStore, (missing) => missing.has(cameraId));
  const canMove = useCanMove(camera);
  const player = useTilePlayer(host, cameraId, isMissing ? null : mode);
  const view = useStoreValue(player?.view ?? notStarted);
  useEffect(() => void loadCamera(cameraId), [cameraId]);
  const picture: PictureState = isMissing ? { state: 'refused' } : view.picture;
  return { host, camera, player, view, picture, isMissing, canMove };
}
