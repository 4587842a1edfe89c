import { useSyncExternalStore } from 'react';
import type { Store } from './store.ts';

type Readable<Value> = Pick<Store<Value>, 'get' | 'subscribe'>;

/**
 * The part of a store that a component shows; it renders again only when that part changes.
 * @param select must give the same object for the same state: pick, do not build
 */
export function useStore<Value, Part>(store: Readable<Value>, select: (value: Value) => Part): Part {
  const read = () => select(store.get());
  return useSyncExternalStore(store.subscribe, read, read);
}

/** The whole value of a store. */
export function useStoreValue<Value>(store: Readable<Value>): Value {
  return useSyncExternalStore(store.subscribe, store.get, store.get);
}
