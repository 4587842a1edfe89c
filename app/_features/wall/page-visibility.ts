import { useSyncExternalStore } from 'react';

function subscribe(listener: () => void): () => void {
  document.addEventListener('visibilitychange', listener);
  return () => document.removeEventListener('visibilitychange', listener);
}

const read = () => document.visibilityState === 'visible';

/** Whether anybody can see this page. A hidden one plays nothing. */
export function usePageVisible(): boolean {
  return useSyncExternalStore(subscribe, read, read);
}
