import { passer, walker } from '../motion/actors.ts';
import { cruise } from '../motion/journey.ts';
import { type Point, points } from '../motion/points.ts';
import { route } from '../motion/route.ts';
import type { Actor } from '../render/actor.ts';
import { between, pick, type Random } from '../render/random.ts';
import { LOOP_SECONDS } from '../scene.ts';

/** What pupils wear. */
const uniform = (random: Random) => ({
  top: pick(random, ['#2e5fa3', '#2e5fa3', '#d9dce0', '#b7352f']),
  trousers: '#24314d',
  height: between(random, 1.2, 1.42),
  carries: 'satchel' as const,
  carried: pick(random, ['#c23b6a', '#2f6fb0', '#d49a2a', '#3a8a62', '#7a4aa0']),
});

/** When pupils who cross the road start: together, while the cars wait. */
const CROSSING_S = 0.45;

/** Children with satchels who come from three sides and go in through the gate. */
export function pupils(random: Random): Actor[] {
  const alongside = [
    points('-34,7 -9,7.4 -3.4,9.4 -2.4,14 -2,38'),
    points('34,6.4 9,6.8 -1,9 -1.4,14 -0.8,38'),
  ];
  const across = points('0,-12 0,5 -2.6,9.5 -3.2,14 -3.4,38');
  const pupil = (places: readonly Point[], startS: number) => {
    const aside = between(random, -0.9, 0.9);
    const way = route(places.map(([x, y]) => [x + aside, y + aside * 0.4] as const));
    return walker(
      passer(random, uniform(random)),
      way,
      cruise(way.lengthM, between(random, 1.22, 1.42), startS),
    );
  };
  const seven = Array.from({ length: 7 }, (_, index) => index);
  return [
    ...alongside.flatMap((places, side) =>
      seven.map((index) => pupil(places, (index * LOOP_SECONDS) / 7 + side * 0.9)),
    ),
    ...seven.map((index) => pupil(across, index * CROSSING_S)),
  ];
}
