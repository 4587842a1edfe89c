import { useSyncExternalStore } from 'react';
import type { CameraRecord } from '#core/contracts';
import type { CameraId } from '#core/kit';
import { CameraStore } from './camera-store.ts';
import { OrgStore } from './org-store.ts';

/** What the page knows of cameras and of the organisation. */
export const cameraStore = new CameraStore();
export const orgStore = new OrgStore();

/** One camera as last heard of; the component renders again only when that camera changes. */
export function useCamera(id: CameraId | null): CameraRecord | null {
  const read = () => (id === null ? null : cameraStore.get(id));
  return useSyncExternalStore(cameraStore.subscribe, read, read);
}
