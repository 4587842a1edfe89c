import { stream, walkers } from '../motion/actors.ts';
import { points } from '../motion/points.ts';
import { cargoTricycle, goodsLorry, privateCar, scooter } from '../props/garage.ts';
import type { Actor } from '../render/actor.ts';
import { seededRandom } from '../render/random.ts';
import type { Scene } from '../scene.ts';
import { countryFloor, countryProps, lane } from './country-road.ts';
import { dayLook, foggy } from './daylight.ts';
import { film } from './film.ts';

function life(): Actor[] {
  const random = seededRandom(57);
  const traffic = [
    ...stream(lane(1.8), { speed: 8, count: 2, offsetS: 3, make: () => privateCar(random, true) }),
    ...stream(lane(-1.8, true), { speed: 8, count: 3, offsetS: 1, make: () => privateCar(random, true) }),
    ...stream(lane(-1.8, true), {
      speed: 8,
      count: 1,
      offsetS: 4.4,
      make: () => goodsLorry(random, true, 7.5),
    }),
    ...stream(lane(3.4), { speed: 4, count: 1, offsetS: 8, make: () => cargoTricycle(random, true) }),
    ...stream(lane(-3.3, true), { speed: 5, count: 1, offsetS: 12, make: () => scooter(random, true) }),
  ];
  return [
    ...traffic,
    ...walkers(random, points('3,-12 7.6,24 6.2,52'), 2, { spreadM: 0.3, clearOf: traffic }),
  ];
}

export const fogRoad: Scene = {
  name: 'fog-road',
  tags: ['road', 'county-road', 'fog'],
  title: { zh: '大雾县道', en: 'County road in fog' },
  open: film(() => ({
    camera: { position: [-5.6, -14, 7], yawDeg: 8, pitchDeg: 11, fieldOfViewDeg: 64 },
    light: foggy,
    floor: countryFloor(),
    props: countryProps('#5c6b3c'),
    mirrorLevelM: 0,
    sunlit: { x: 0, y: 90, acrossM: 260 },
    actors: life(),
    look: { ...dayLook, glare: true, exposure: 0.64, saturation: 0.8, bloom: 0.12, haze: 0.012 },
    drift: { leaves: 0.8, water: 0 },
  })),
};
