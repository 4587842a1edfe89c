import { expect, it } from 'vitest';
import { points } from './points.ts';
import { route } from './route.ts';

it('reads pairs of numbers', () => {
  expect(points('0,0 3.5,-2')).toEqual([
    [0, 0],
    [3.5, -2],
  ]);
});

it.each(['', '1', '1,2,3', '1,x', '1,2  3,4'])('refuses %j', (text) => {
  expect(() => points(text)).toThrow('not a place');
});

it('measures a straight route in metres and heads along it', () => {
  const way = route(points('0,0 0,10 0,30'));
  expect(way.lengthM).toBeCloseTo(30);
  const { x, y, heading } = way.at(12);
  expect([x, y]).toEqual([0, expect.closeTo(12)]);
  expect(heading).toBeCloseTo(Math.PI / 2);
});

it('stays within the route', () => {
  const way = route(points('0,0 10,0'));
  expect(way.at(-5)).toMatchObject({ x: 0, y: 0 });
  expect(way.at(99)).toMatchObject({ x: 10, y: 0 });
});
