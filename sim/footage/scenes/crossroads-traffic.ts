import { driver, fixture, walkers } from '../motion/actors.ts';
import { cruise, halting } from '../motion/journey.ts';
import { points } from '../motion/points.ts';
import { route } from '../motion/route.ts';
import { signalHead } from '../props/furniture.ts';
import {
  anyVehicle,
  countyBus,
  goodsLorry,
  privateCar,
  scooter,
  taxi,
  type Vehicle,
} from '../props/garage.ts';
import type { Actor } from '../render/actor.ts';
import { type Random, seededRandom } from '../render/random.ts';

const along = (x: number) =>
  route([
    [x, -22],
    [x, 120],
  ]);
const against = (x: number) =>
  route([
    [x, 120],
    [x, -22],
  ]);
const across = (y: number, from: number) =>
  route([
    [from * 62, y],
    [-from * 62, y],
  ]);

/** Ahead traffic has green from 0 to 8 s of the loop, crossing traffic from 10 to 18 s. */
export function crossroadsTraffic(seed: number, night: boolean): Actor[] {
  const random = seededRandom(seed);
  const traffic = [...queues(random, night), ...crossing(random, night), ...scooters(random, night)];
  return [...traffic, ...signals(night), ...people(random, traffic)];
}

/** Those who wait for the light, in both directions, and latecomers who need not stop. */
function queues(random: Random, night: boolean): Actor[] {
  const actors: Actor[] = [];
  for (const [x, count] of points('2.4,3 6.6,2')) {
    const way = along(x);
    for (let place = 0; place < count; place += 1) {
      const halt = { haltM: 38.2 - place * 7, haltS: -6 + place * 2.2, goS: 0.4 + place * 1.3 };
      actors.push(driver(privateCar(random, night), way, halting(way.lengthM, 9.5, halt)));
    }
  }
  for (const [x, count] of points('-2.4,3 -6.6,2')) {
    const way = against(x);
    for (let place = 0; place < count; place += 1) {
      const halt = { haltM: 72 - place * 7.4, haltS: -5 + place * 2.4, goS: 0.5 + place * 1.3 };
      const vehicle = x < -6 && place === 1 ? countyBus(night) : anyVehicle(random, night);
      actors.push(driver(vehicle, way, halting(way.lengthM, 9, halt)));
    }
    actors.push(driver(taxi(random, night), way, cruise(way.lengthM, 9, 9 + x * 0.1, 74)));
  }
  return actors;
}

function crossing(random: Random, night: boolean): Actor[] {
  const makers: readonly ((random: Random, night: boolean) => Vehicle)[] = [
    privateCar,
    goodsLorry,
    privateCar,
    anyVehicle,
  ];
  const lanes = [
    [29.8, -1, 10.6],
    [26.2, -1, 11.4],
    [34.2, 1, 11.2],
    [37.8, 1, 13.2],
  ] as const;
  return lanes.flatMap(([y, from, firstS], lane) => {
    const way = across(y, from);
    return [0, 1, 2].map((place) => {
      const make = makers[(place + lane) % makers.length] ?? privateCar;
      return driver(make(random, night), way, cruise(way.lengthM, 9, firstS + place * 2.2, 50));
    });
  });
}

function scooters(random: Random, night: boolean): Actor[] {
  const ride = (way: ReturnType<typeof along>, atS: number, atM: number) =>
    driver(scooter(random, night), way, cruise(way.lengthM, 6.4, atS, atM));
  return [
    ride(along(8.3), 1.8, 41),
    ride(along(8.2), 3.6, 41),
    ride(against(-8.4), 1.9, 78),
    ride(against(-8.35), 4.4, 78),
    ride(across(24.6, -1), 12, 50),
    ride(across(39.4, 1), 11.4, 50),
    ride(across(24.7, -1), 14.2, 50),
  ];
}

function signals(night: boolean): Actor[] {
  const heads = {
    red: signalHead('red', night),
    amber: signalHead('amber', night),
    green: signalHead('green', night),
  };
  const aspect = (seconds: number) => (seconds < 8 ? 'green' : seconds < 9.6 ? 'amber' : 'red');
  return [5, 7.6].map((x) => fixture({ x, y: 44.3, z: 6, heading: 0 }, (seconds) => heads[aspect(seconds)]));
}

function people(random: Random, clearOf: readonly Actor[]): Actor[] {
  return [
    ...walkers(random, points('-12.5,-6 -12,18 -12.5,30 -12,46 -13,80'), 3, { clearOf }),
    ...walkers(random, points('13,-10 13,18 13.4,40 13,70'), 3, { clearOf }),
    ...walkers(random, points('36,43.5 16,43 12.4,60'), 3, { clearOf }),
    ...walkers(random, points('-45,43.5 -18,43.5 -13,60'), 3, { clearOf }),
  ];
}
