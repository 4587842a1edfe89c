import type { CameraId } from '#core/kit';
import { createStore } from '../../../_lib/store/index.ts';

/** The camera whose controls are open: one at a time, because a hand can hold only one. */
export const ptzStore = createStore<CameraId | null>(null);

/** Opens the controls of a camera, or closes them. */
export function togglePtz(cameraId: CameraId): void {
  ptzStore.set(ptzStore.get() === cameraId ? null : cameraId);
}

/** Closes the controls of this camera, if they are open. */
export function closePtz(cameraId: CameraId): void {
  if (ptzStore.get() === cameraId) ptzStore.set(null);
}
