import { useSyncExternalStore } from 'react';

function subscribe(listener: () => void): () => void {
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, { attributeFilter: ['data-theme'] });
  return () => observer.disconnect();
}

const read = () => document.documentElement.dataset.theme === 'light';

/** Whether the page is light now, for what style sheets do not reach. */
export function useIsLight(): boolean {
  return useSyncExternalStore(subscribe, read, read);
}
