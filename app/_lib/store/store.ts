/** A value that outlives components and tells them when it changes. */
export interface Store<Value> {
  get(): Value;
  /** Replaces the value. Setting the same value (`Object.is`) tells nobody. */
  set(next: Value): void;
  /** Calls `listener` after every change; the answer ends it. */
  subscribe(listener: () => void): () => void;
}

/** Makes a store. Values are replaced, never mutated, so that a selector's answer can be compared by identity. */
export function createStore<Value>(initial: Value): Store<Value> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set: (next) => {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of [...listeners]) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
