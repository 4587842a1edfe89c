export { createStore, type Store } from './store.ts';
export { useStore, useStoreValue } from './use-store.ts';
