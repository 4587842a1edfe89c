import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { privateCar } from '../props/garage.ts';
import type { Placed } from '../render/actor.ts';
import { seededRandom } from '../render/random.ts';
import { LOOP_SECONDS } from '../scene.ts';
import { driver, stander, stream, walkers } from './actors.ts';
import { cruise } from './journey.ts';
import { points } from './points.ts';
import { route } from './route.ts';

const way = route(points('0,0 0,130'));

/** What is seen, whatever the order. */
const seen = (placed: readonly Placed[]) =>
  placed
    .map(({ pose, mesh }) => [pose.x.toFixed(4), pose.y.toFixed(4), pose.heading.toFixed(4), mesh.reachM])
    .sort();

describe('the loop closes: everything is where it was one loop earlier', () => {
  const random = seededRandom(1);
  const car = privateCar(random);
  const cast = {
    'a driver': driver(car, way, cruise(way.lengthM, 9, 3)),
    'a driver who takes longer than the loop': driver(car, way, cruise(way.lengthM, 4, 17)),
    'a walker': walkers(random, points('0,0 8,90'), 1)[0],
    'somebody who stands': stander(random, 3, 4, 1),
  };
  it.each(Object.entries(cast))('%s', (_, actor) => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1499 }), (tick) => {
        const seconds = tick / 75;
        expect(seen(actor?.(seconds + LOOP_SECONDS) ?? [])).toEqual(seen(actor?.(seconds) ?? []));
      }),
      { numRuns: 40 },
    );
  });
});

it('shows a journey longer than the loop as two vehicles at once', () => {
  const slow = driver(privateCar(seededRandom(2)), way, cruise(way.lengthM, 4, 0));
  expect(slow(5)).toHaveLength(2);
});

it('keeps the vehicles of a stream apart', () => {
  const cars = stream(way, { speed: 10, count: 4, make: () => privateCar(seededRandom(3)) });
  for (let seconds = 0; seconds < LOOP_SECONDS; seconds += 0.5) {
    const places = cars.flatMap((actor) => actor(seconds).map(({ pose }) => pose.y)).sort((a, b) => a - b);
    for (const [index, place] of places.entries()) {
      if (index > 0) expect(place - (places[index - 1] as number)).toBeGreaterThan(20);
    }
  }
});
