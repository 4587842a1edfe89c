import { type RefObject, useSyncExternalStore } from 'react';

function subscribe(listener: () => void): () => void {
  document.addEventListener('fullscreenchange', listener);
  return () => document.removeEventListener('fullscreenchange', listener);
}

/** Whether the element fills the screen. */
export function useFullScreen(element: RefObject<HTMLElement | null>): boolean {
  const read = () => document.fullscreenElement !== null && document.fullscreenElement === element.current;
  return useSyncExternalStore(subscribe, read, read);
}
