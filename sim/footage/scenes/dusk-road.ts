import { stream } from '../motion/actors.ts';
import { anyVehicle, cargoTricycle, goodsLorry, scooter } from '../props/garage.ts';
import type { Actor } from '../render/actor.ts';
import { seededRandom } from '../render/random.ts';
import type { Scene } from '../scene.ts';
import { countryFloor, countryProps, lane } from './country-road.ts';
import { dayLook, dusk } from './daylight.ts';
import { film } from './film.ts';

function life(): Actor[] {
  const random = seededRandom(55);
  return [
    ...stream(lane(1.8), { speed: 12, count: 4, offsetS: 0.6, make: () => anyVehicle(random, true) }),
    ...stream(lane(-1.8, true), { speed: 11, count: 3, offsetS: 2.2, make: () => anyVehicle(random, true) }),
    ...stream(lane(-1.8, true), {
      speed: 11,
      count: 1,
      offsetS: 6.2,
      make: () => goodsLorry(random, true, 8),
    }),
    ...stream(lane(3.3), { speed: 6, count: 1, offsetS: 4, make: () => scooter(random, true) }),
    ...stream(lane(-3.6, true), {
      speed: 4.5,
      count: 1,
      offsetS: 9,
      make: () => cargoTricycle(random, true),
    }),
  ];
}

export const duskRoad: Scene = {
  name: 'dusk-road',
  tags: ['road', 'county-road', 'dusk'],
  title: { zh: '县道黄昏', en: 'County road at dusk' },
  open: film(() => ({
    camera: { position: [4.4, -13, 7.6], yawDeg: -6, pitchDeg: 8.5, fieldOfViewDeg: 64 },
    light: dusk(-62),
    floor: countryFloor(),
    props: countryProps('#6b7434'),
    mirrorLevelM: 0,
    sunlit: { x: 0, y: 90, acrossM: 260 },
    actors: life(),
    look: { ...dayLook, glare: true, exposure: 0.95, bloom: 0.1, vignette: 0.34, grain: 1.4 },
    drift: { leaves: 1.6, water: 0 },
  })),
};
