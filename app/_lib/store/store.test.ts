import { expect, test, vi } from 'vitest';
import { createStore } from './store.ts';

test('listeners hear of changes, not of repeats, and not after they left', () => {
  const store = createStore(1);
  const heard = vi.fn();
  const leave = store.subscribe(heard);
  store.set(1);
  expect(heard).not.toHaveBeenCalled();
  store.set(2);
  expect(heard).toHaveBeenCalledTimes(1);
  leave();
  store.set(3);
  expect(heard).toHaveBeenCalledTimes(1);
  expect(store.get()).toBe(3);
});

test('a listener that leaves while others are told disturbs nobody', () => {
  const store = createStore('a');
  const second = vi.fn();
  const leaveFirst = store.subscribe(() => leaveFirst());
  store.subscribe(second);
  store.set('b');
  expect(second).toHaveBeenCalledTimes(1);
});
