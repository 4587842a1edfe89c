import { useCallback, useEffect, useState } from 'react';
import { ApiError } from '../../_lib/api/index.ts';

/** Something read from the server. */
export type Loaded<Value> =
  | { readonly state: 'loading' }
  /** `missing`: there is no such thing, or not for this user. */
  | { readonly state: 'failed'; readonly isMissing: boolean }
  | { readonly state: 'loaded'; readonly value: Value };

/**
 * Reads something, and again when told to; what was read stays on show until then.
 * @param read must keep its identity as long as it reads the same: wrap it in `useCallback`
 */
export function useLoaded<Value>(
  read: (signal: AbortSignal) => Promise<Value>,
): readonly [Loaded<Value>, () => void] {
  const [loaded, setLoaded] = useState<Loaded<Value>>({ state: 'loading' });
  const [round, setRound] = useState(0);
  useEffect(() => {
    // Another round reads the same again.
    void round;
    const abort = new AbortController();
    read(abort.signal).then(
      (value) => setLoaded({ state: 'loaded', value }),
      (error: unknown) => {
        if (abort.signal.aborted) return;
        setLoaded({ state: 'failed', isMissing: error instanceof ApiError && error.status === 404 });
      },
    );
    return () => abort.abort();
  }, [read, round]);
  const reload = useCallback(() => setRound((before) => before + 1), []);
  return [loaded, reload];
}
