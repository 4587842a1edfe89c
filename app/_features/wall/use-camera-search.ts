import { useEffect, useState } from 'react';
import type { CameraId } from '#core/kit';
import { fetchCameras } from '../../_lib/api/index.ts';
import { cameraStore } from '../../_lib/cameras/index.ts';

export type CameraSearch =
  /** Nothing is looked for. */
  | { readonly state: 'idle' }
  | { readonly state: 'searching' }
  | { readonly state: 'failed' }
  | {
      readonly state: 'found';
      readonly text: string;
      readonly ids: readonly CameraId[];
      readonly hasMore: boolean;
    };

/** Fast enough to feel immediate, slow enough not to ask for every letter. */
const TYPING_PAUSE_MS = 180;
export const RESULTS_MAX = 50;

/** Cameras whose name or code has this text in it. The last answer stays on show while the next is on its way. */
export function useCameraSearch(typed: string): CameraSearch {
  const text = typed.trim();
  const [search, setSearch] = useState<CameraSearch>({ state: 'idle' });
  useEffect(() => {
    if (text === '') {
      setSearch({ state: 'idle' });
      return;
    }
    setSearch((before) => (before.state === 'found' ? before : { state: 'searching' }));
    const abort = new AbortController();
    const timer = setTimeout(() => {
      find(text, abort.signal).then(
        (found) => setSearch(found),
        () => {
          if (!abort.signal.aborted) setSearch({ state: 'failed' });
        },
      );
    }, TYPING_PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [text]);
  return text === '' ? { state: 'idle' } : search;
}

async function find(text: string, signal: AbortSignal): Promise<CameraSearch> {
  const page = await fetchCameras({ search: text, limit: RESULTS_MAX }, signal);
  cameraStore.learn(page);
  const ids = page.items.map((camera) => camera.id);
  return { state: 'found', text, ids, hasMore: page.nextCursor !== null };
}
