import type { CameraId } from '#core/kit';
import { fetchCameras } from '../../../_lib/api/index.ts';
import { cameraStore } from '../../../_lib/cameras/index.ts';
import { type ListQuery, PAGE_LIMIT } from './list-query.ts';

/** One page of the list; what the cameras are is in the store, where their states go on changing. */
export interface CameraListPart {
  readonly ids: readonly CameraId[];
  readonly nextCursor: string | null;
}

/** Reads a page of the list, and has the store learn its cameras. */
export async function readCameraPage(query: ListQuery, signal: AbortSignal): Promise<CameraListPart> {
  const page = await fetchCameras({ ...query, limit: PAGE_LIMIT }, signal);
  cameraStore.learn(page);
  return { ids: page.items.map(({ id }) => id), nextCursor: page.nextCursor };
}
