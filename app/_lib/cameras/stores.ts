import { useSyncExternalStore } from 'react';
import type { CameraRecord, OrgNode } from '#core/contracts';
import type { CameraId, OrgUnitId } from '#core/kit';
import { useStore } from '../store/index.ts';
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

/** One org unit of those the user may see. */
export function useUnit(id: OrgUnitId | null): OrgNode | null {
  return useStore(orgStore.view, (view) => view?.unitById.get(id ?? '') ?? null);
}
