import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { kept } from './kept.ts';

const values = new Map<string, string>();
const storage = {
  getItem: (key: string) => values.get(key) ?? null,
  setItem: (key: string, value: string) => void values.set(key, value),
};

beforeEach(() => vi.stubGlobal('localStorage', storage));
afterEach(() => {
  vi.unstubAllGlobals();
  values.clear();
});

test('what was written is read back', () => {
  const layout = kept('layout', z.number());
  expect(layout.read()).toBeNull();
  layout.write(9);
  expect(layout.read()).toBe(9);
});

test('what an older version or another hand has written is nothing', () => {
  const layout = kept('layout', z.number());
  values.set('beaconwall.layout', '"nine"');
  expect(layout.read()).toBeNull();
  values.set('beaconwall.layout', '{');
  expect(layout.read()).toBeNull();
});

test('a browser without storage does not break the page', () => {
  vi.stubGlobal('localStorage', undefined);
  const layout = kept('layout', z.number());
  layout.write(9);
  expect(layout.read()).toBeNull();
});
