import fc from 'fast-check';
import { expect, test } from 'vitest';
import { keysVelocity, padVelocity, ptzKey } from './velocity.ts';

test.each([
  [1, 0, { pan: 1, tilt: 0 }],
  [-1, 0, { pan: -1, tilt: 0 }],
  [0, -1, { pan: 0, tilt: 1 }],
  [0, 1, { pan: 0, tilt: -1 }],
  [0.9, -0.8, { pan: 0.71, tilt: 0.71 }],
  [5, 0.3, { pan: 1, tilt: 0 }],
])('a finger at %f, %f', (x, y, expected) => {
  expect(padVelocity(x, y)).toEqual({ ...expected, zoom: 0 });
});

test('nothing moves in the middle, and farther out is faster', () => {
  expect(padVelocity(0.1, -0.1)).toBeNull();
  const near = padVelocity(0.3, 0)?.pan ?? 0;
  expect(near).toBeGreaterThan(0);
  expect(padVelocity(0.8, 0)?.pan).toBeGreaterThan(near);
});

test('whatever the finger does, a velocity is one the contract allows', () => {
  const place = fc.double({ min: -20, max: 20, noNaN: true });
  fc.assert(
    fc.property(place, place, (x, y) => {
      const velocity = padVelocity(x, y);
      for (const value of Object.values(velocity ?? {})) expect(Math.abs(value)).toBeLessThanOrEqual(1);
    }),
  );
});

test.each([
  [['ArrowUp'], { pan: 0, tilt: 0.5, zoom: 0 }],
  [['ArrowUp', 'ArrowRight'], { pan: 0.5, tilt: 0.5, zoom: 0 }],
  [['ArrowLeft', '-'], { pan: -0.5, tilt: 0, zoom: -0.5 }],
  [['+'], { pan: 0, tilt: 0, zoom: 0.5 }],
])('keys %j', (down, expected) => {
  const velocity = keysVelocity(new Set(down));
  expect(velocity).toEqual(expected);
});

test.each([
  ['+', '+'],
  ['=', '+'],
  ['_', '-'],
  ['ArrowUp', 'ArrowUp'],
  ['p', null],
  ['toString', null],
])('%s is %s', (key, expected) => {
  expect(ptzKey(key)).toBe(expected);
});

test('opposite keys cancel out', () => {
  expect(keysVelocity(new Set(['ArrowLeft', 'ArrowRight']))).toBeNull();
});
