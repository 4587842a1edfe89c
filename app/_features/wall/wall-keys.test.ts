import { expect, test } from 'vitest';
import { wallCommand } from './wall-keys.ts';

const press = (key: string, held: Partial<Record<'ctrlKey' | 'metaKey' | 'altKey', boolean>> = {}) =>
  wallCommand({ key, ctrlKey: false, metaKey: false, altKey: false, ...held });

test.each([
  ['4', { command: 'layout', layout: 4 }],
  ['0', { command: 'layout', layout: 16 }],
  ['F', { command: 'fullScreen' }],
  ['P', { command: 'ptz' }],
  ['ArrowUp', { command: 'move', direction: 'up' }],
  ['、', { command: 'search' }],
  ['？', { command: 'help' }],
])('%s', (key, command) => {
  expect(press(key)).toEqual(command);
});

test('Ctrl-K and Cmd-K search too', () => {
  expect(press('k', { ctrlKey: true })).toEqual({ command: 'search' });
  expect(press('K', { metaKey: true })).toEqual({ command: 'search' });
});

test('keys of the browser stay with it, and unknown ones do nothing', () => {
  expect(press('f', { ctrlKey: true })).toBeNull();
  expect(press('ArrowLeft', { altKey: true })).toBeNull();
  expect(press('constructor')).toBeNull();
});
