import { useCallback, useEffect, useState } from 'react';
import type { CameraId } from '#core/kit';
import { fetchCameras } from '../../../_lib/api/index.ts';
import { cameraStore } from '../../../_lib/cameras/index.ts';
import { type ListQuery, PAGE_LIMIT } from './list-query.ts';

export type CameraListState =
  | { readonly state: 'loading' }
  | { readonly state: 'failed' }
  | { readonly state: 'loaded'; readonly ids: readonly CameraId[]; readonly nextCursor: string | null };

/**
 * One page of the list; the page before stays on show while the next is on its way.
 * @param query the same object as long as it asks for the same
 */
export function useCameraPage(query: ListQuery): {
  readonly list: CameraListState;
  readonly retry: () => void;
} {
  const [list, setList] = useState<CameraListState>({ state: 'loading' });
  const load = useCallback(() => {
    const abort = new AbortController();
    read(query, abort.signal).then(setList, () => {
      if (!abort.signal.aborted) setList({ state: 'failed' });
    });
    return () => abort.abort();
  }, [query]);
  useEffect(load, [load]);
  return { list, retry: load };
}

async function read(query: ListQuery, signal: AbortSignal): Promise<CameraListState> {
  const page = await fetchCameras({ ...query, limit: PAGE_LIMIT }, signal);
  cameraStore.learn(page);
  return { state: 'loaded', ids: page.items.map(({ id }) => id), nextCursor: page.nextCursor };
}
