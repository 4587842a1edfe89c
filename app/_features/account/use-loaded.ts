import { useCallback, useEffect, useRef, useState } from 'react';

export interface Loaded<Value> {
  /** The newest there is; null before the first. */
  readonly value: Value | null;
  /** The last time, it could not be read. */
  readonly isFailed: boolean;
  readonly reload: () => void;
}

/** Reads something once, and again when told. @param read the same function every time */
export function useLoaded<Value>(read: () => Promise<Value>): Loaded<Value> {
  const [value, setValue] = useState<Value | null>(null);
  const [isFailed, setFailed] = useState(false);
  const newest = useRef(0);
  const reload = useCallback(() => {
    newest.current += 1;
    const round = newest.current;
    // An answer that was overtaken says nothing any more.
    const ifNewest = (show: () => void) => {
      if (round === newest.current) show();
    };
    read().then(
      (answer) =>
        ifNewest(() => {
          setValue(answer);
          setFailed(false);
        }),
      () => ifNewest(() => setFailed(true)),
    );
  }, [read]);
  useEffect(reload, [reload]);
  return { value, isFailed, reload };
}
