import type { Vehicle } from '../props/garage.ts';
import { type PersonOptions, person } from '../props/people.ts';
import type { Actor, Placed } from '../render/actor.ts';
import type { Mesh } from '../render/mesh.ts';
import { between, pick, type Random } from '../render/random.ts';
import { LOOP_SECONDS } from '../scene.ts';
import { cruise, type Journey, moments } from './journey.ts';
import type { Point } from './points.ts';
import { type Route, route } from './route.ts';
import { safest, timetable } from './safety.ts';

/** A vehicle on its way; its brake lamps follow its speed. */
export function driver(vehicle: Vehicle, way: Route, trip: Journey): Actor {
  return (seconds) =>
    moments(trip, seconds, LOOP_SECONDS).map((time): Placed => {
      const braking = trip.speedAt(time + 0.4) < trip.speedAt(time - 0.2) - 0.15 || trip.speedAt(time) < 0.05;
      return {
        mesh: braking ? vehicle.braking : vehicle.rolling,
        pose: way.at(trip.metresAt(time)),
        footprint: vehicle.footprint,
        beams: vehicle.beams,
      };
    });
}

/** Something that stays, such as a barrier or a signal; it chooses its shape by the moment. */
export function fixture(
  at: { readonly x: number; readonly y: number; readonly heading: number; readonly z?: number },
  shape: (seconds: number) => Mesh,
): Actor {
  return (seconds) => [{ mesh: shape(seconds), pose: at, footprint: [0, 0] }];
}

const STRIDES = 12;
const clothes = [
  '#2b3340',
  '#7a2e2e',
  '#3d5a80',
  '#c9c4b8',
  '#55606b',
  '#8a7b5c',
  '#3f6b52',
  '#b0493a',
  '#1f2226',
  '#d9d2c5',
];
const legs = ['#23262d', '#2d3a52', '#4a4a48', '#6b6252', '#191a1e'];

/** What somebody in the street wears and carries. */
export function passer(random: Random, more: Partial<PersonOptions> = {}): PersonOptions {
  const carried = random() < 0.35 ? { carries: 'bag' as const, carried: pick(random, clothes) } : {};
  return {
    top: pick(random, clothes),
    trousers: pick(random, legs),
    height: between(random, 1.52, 1.78),
    ...carried,
    ...more,
  };
}

/** Somebody walking along a route. */
export function walker(look: PersonOptions, way: Route, trip: Journey): Actor {
  const frames = Array.from({ length: STRIDES }, (_, index) => person({ ...look, stride: index / STRIDES }));
  const still = person(look);
  const strideM = 1.25;
  return (seconds) =>
    moments(trip, seconds, LOOP_SECONDS).map((time): Placed => {
      const metres = trip.metresAt(time);
      const walking = trip.speedAt(time) > 0.15;
      const frame = frames[Math.floor((metres / strideM) * STRIDES) % STRIDES] as Mesh;
      return { mesh: walking ? frame : still, pose: way.at(metres), footprint: [0.45, 0.45] };
    });
}

export interface WalkersOptions {
  /** How far they keep beside the route, at most. */
  readonly spreadM?: number;
  readonly look?: () => Partial<PersonOptions>;
  /** Traffic they wait for; with none, they walk when they like. */
  readonly clearOf?: readonly Actor[];
}

/** People who cross the picture at times of their own, each a little beside the route. */
export function walkers(
  random: Random,
  places: readonly Point[],
  count: number,
  options: WalkersOptions = {},
): Actor[] {
  const { spreadM = 1, look, clearOf = [] } = options;
  const traffic = timetable(clearOf);
  return Array.from({ length: count }, (_, index) => {
    const [dx, dy] = [between(random, -spreadM, spreadM), between(random, -spreadM, spreadM)];
    const shifted = places.map(([x, y]) => [x + dx, y + dy] as const);
    const way = route(random() < 0.5 ? shifted : shifted.toReversed());
    const startS = (index / count) * LOOP_SECONDS + between(random, 0, 2);
    const speed = between(random, 1.05, 1.5);
    return walker(passer(random, look?.() ?? {}), way, safest(way, speed, startS, traffic));
  });
}

/** Somebody who stays in one place and shifts their weight now and then. */
export function stander(
  random: Random,
  x: number,
  y: number,
  heading: number,
  more: Partial<PersonOptions> = {},
): Actor {
  const figure = person(passer(random, more));
  const turns = Math.round(between(random, 1, 3));
  const offset = random() * 6.28;
  return (seconds) => {
    const phase = (seconds / LOOP_SECONDS) * Math.PI * 2 * turns + offset;
    const sway = Math.sin(phase) ** 3;
    return [
      {
        mesh: figure,
        pose: { x: x + sway * 0.05, y, heading: heading + sway * 0.5 },
        footprint: [0.45, 0.45],
      },
    ];
  };
}

/** Evenly spaced vehicles that all keep one speed, so none runs into another. */
export function stream(
  way: Route,
  options: {
    readonly speed: number;
    readonly count: number;
    readonly offsetS?: number;
    readonly make: () => Vehicle;
  },
): Actor[] {
  const { speed, count, offsetS = 0, make } = options;
  return Array.from({ length: count }, (_, index) =>
    driver(make(), way, cruise(way.lengthM, speed, offsetS + (index * LOOP_SECONDS) / count)),
  );
}
