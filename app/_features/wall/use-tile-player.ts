import { type RefObject, useEffect, useState } from 'react';
import type { StreamProfile } from '#core/camera';
import type { CameraId } from '#core/kit';
import { cameraStore } from '../../_lib/cameras/index.ts';
import { feedIsPlayable, openBrowserSource, TilePlayer, type Transport } from '../../_lib/player/index.ts';
import { ticker } from '../../_lib/time/index.ts';
import { playersOnScreen, streaming } from './streaming.ts';

/** How a tile is to be played; `null` plays nothing, as in a page nobody sees. */
export type PlayMode = { readonly profile: StreamProfile; readonly transport: Transport } | null;

/** Plays a camera inside the element, for as long as both are there. */
export function useTilePlayer(
  host: RefObject<HTMLElement | null>,
  cameraId: CameraId,
  mode: PlayMode,
): TilePlayer | null {
  const [player, setPlayer] = useState<TilePlayer | null>(null);
  useEffect(() => {
    if (host.current === null) return;
    const created = new TilePlayer({
      cameraId,
      host: host.current,
      services: streaming,
      openSource: openBrowserSource,
      health: () => cameraStore.get(cameraId)?.health ?? { state: 'unknown' },
    });
    playersOnScreen.add(created);
    const stopLooking = ticker.add(() => created.refresh());
    setPlayer(created);
    return () => {
      stopLooking();
      playersOnScreen.delete(created);
      created.suspend();
      setPlayer(null);
    };
  }, [host, cameraId]);
  const profile = mode?.profile ?? null;
  const transport = mode?.transport ?? null;
  useEffect(() => {
    if (profile === null || transport === null) player?.suspend();
    else player?.show(profile, feedIsPlayable() ? transport : 'hls');
  }, [player, profile, transport]);
  return player;
}
