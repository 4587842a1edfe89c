import { expect, test } from 'vitest';
import { alertCommand } from './alert-keys.ts';

const press = (key: string, held: object = {}) =>
  alertCommand({ key, ctrlKey: false, metaKey: false, altKey: false, ...held });

test('space goes on, A acknowledges, in either case', () => {
  expect([press(' '), press('a'), press('A'), press('b')]).toEqual([
    'next',
    'acknowledge',
    'acknowledge',
    null,
  ]);
});

test('the keys of the browser are left to it', () => {
  expect(press('a', { ctrlKey: true })).toBeNull();
  expect(press(' ', { altKey: true })).toBeNull();
});
