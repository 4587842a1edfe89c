import type { CameraId } from '#core/kit';
import { createStore } from '../../_lib/store/index.ts';
import { type FloatingTile, withTiles } from './tile-layout.ts';

/** The pictures over the map, the topmost last. */
export const tileStore = createStore<readonly FloatingTile[]>([]);

/** Opens pictures, or moves those that are open already. */
export function openTiles(tiles: readonly FloatingTile[]): void {
  tileStore.set(withTiles(tileStore.get(), tiles));
}

/** Closes one picture, or with no id all of them. */
export function closeTile(cameraId?: CameraId): void {
  tileStore.set(cameraId === undefined ? [] : tileStore.get().filter((tile) => tile.cameraId !== cameraId));
}

/** Moves a picture, and puts it on top. */
export function moveTile(cameraId: CameraId, x: number, y: number): void {
  const tile = tileStore.get().find((other) => other.cameraId === cameraId);
  if (tile !== undefined) openTiles([{ ...tile, x, y }]);
}
