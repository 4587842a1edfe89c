import type { UserId } from '#core/kit';
import { type Kept, kept } from '../../_lib/storage/index.ts';
import { createStore } from '../../_lib/store/index.ts';
import { emptyWall, type WallAction, type WallState, wallAfter, wallStateSchema } from './wall-state.ts';

/** What this wall shows. */
export const wallStore = createStore<WallState>(emptyWall);

let memory: Kept<WallState> | null = null;

/**
 * Brings back what this user had on the wall in this browser.
 * @returns whether there was any camera; if not, the wall wants a first filling
 */
export function restoreWall(userId: UserId): boolean {
  memory = kept(`wall.${userId}`, wallStateSchema);
  const remembered = memory.read();
  wallStore.set(remembered ?? emptyWall);
  return wallStore.get().slots.some((cameraId) => cameraId !== null);
}

/** Changes the wall, and remembers it. */
export function act(action: WallAction): void {
  const next = wallAfter(wallStore.get(), action);
  wallStore.set(next);
  memory?.write(next);
}
