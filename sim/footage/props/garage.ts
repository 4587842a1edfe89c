import type { Beam } from '../render/actor.ts';
import type { Mesh } from '../render/mesh.ts';
import { pick, type Random } from '../render/random.ts';
import { type CarOptions, car } from './car.ts';
import { bus, lorry } from './large-vehicles.ts';
import { type RiderOptions, rider, tricycle } from './two-wheelers.ts';

/** Something that drives, in the two states that show from afar. */
export interface Vehicle {
  readonly rolling: Mesh;
  readonly braking: Mesh;
  /** Length and width in metres. */
  readonly footprint: readonly [number, number];
  readonly beams: readonly Beam[];
}

const beamsOf = (lengthM: number, night: boolean, strength = 1): Beam[] =>
  night
    ? [
        {
          offsetM: lengthM / 2,
          towards: 1,
          reachM: 9,
          colour: [1.5 * strength, 1.35 * strength, 1.05 * strength],
        },
        { offsetM: -lengthM / 2, towards: -1, reachM: 2.2, colour: [0.16, 0.012, 0.008] },
      ]
    : [];

const paints = [
  '#e8e8e6',
  '#e8e8e6',
  '#dfe1e2',
  '#17181a',
  '#24272b',
  '#9a9da1',
  '#6f7478',
  '#7d1f1f',
  '#1f3355',
  '#8f8570',
  '#4c5b52',
];

/** A private car of the kinds seen most. */
export function privateCar(random: Random, night = false, more: Partial<CarOptions> = {}): Vehicle {
  const kind = more.kind ?? pick(random, ['sedan', 'sedan', 'suv', 'suv', 'van'] as const);
  const options: CarOptions = {
    kind,
    paint: kind === 'van' ? pick(random, ['#dcdcd8', '#b9bcbe']) : pick(random, paints),
    electric: random() < 0.25,
    ...more,
  };
  const length = { sedan: 4.6, suv: 4.65, van: 4.0 }[kind];
  return {
    rolling: car({ ...options, lamps: night ? 'on' : 'off' }),
    braking: car({ ...options, lamps: 'braking' }),
    footprint: [length, 1.8],
    beams: beamsOf(length, night),
  };
}

export const taxi = (random: Random, night = false): Vehicle =>
  privateCar(random, night, { kind: 'sedan', paint: '#2f8f6b', roof: 'taxi' });

export const policeCar = (random: Random, night = false): Vehicle =>
  privateCar(random, night, { kind: 'suv', paint: '#eceef0', roof: 'police', electric: false });

export function countyBus(
  night = false,
  lengthM = 9.5,
  livery: readonly [string, string] = ['#e9ebea', '#2c8a57'],
): Vehicle {
  const options = { paint: livery[0], stripe: livery[1], length: lengthM };
  return {
    rolling: bus({ ...options, lamps: night ? 'on' : 'off' }),
    braking: bus({ ...options, lamps: 'braking' }),
    footprint: [lengthM, 2.45],
    beams: beamsOf(lengthM, night, 1.2),
  };
}

/** A lorry: light ones are blue more often than not. */
export function goodsLorry(random: Random, night = false, lengthM = 6): Vehicle {
  const options = {
    paint: pick(random, ['#2357a0', '#2357a0', '#d8dadb', '#b8322a']),
    ...pick(random, [
      { body: 'box', cargo: '#dfe2e3' },
      { body: 'bed', cargo: '#7b6a50' },
      { body: 'box', cargo: '#c9ccc8' },
    ] as const),
    length: lengthM,
  };
  return {
    rolling: lorry({ ...options, lamps: night ? 'on' : 'off' }),
    braking: lorry({ ...options, lamps: 'braking' }),
    footprint: [lengthM, lengthM > 7 ? 2.4 : 2],
    beams: beamsOf(lengthM, night, 1.1),
  };
}

const tops = ['#7a2e2e', '#2b3340', '#3d5a80', '#b9a98a', '#4e6b57', '#9c4a63', '#d5d0c6', '#6a5a86'];

/** An electric scooter with its rider. */
export function scooter(random: Random, night = false, more: Partial<RiderOptions> = {}): Vehicle {
  const options: RiderOptions = {
    paint: pick(random, ['#a92b2b', '#23415f', '#e1e0da', '#2b2d30', '#c78f2c', '#4a7d78']),
    top: pick(random, tops),
    trousers: pick(random, ['#23262d', '#3a3f4b', '#5b5648']),
    lamps: night,
    ...(random() < 0.55
      ? { helmet: pick(random, ['#d8d8d4', '#c2362f', '#d6b12f', '#23272b', '#4a79b0']) }
      : {}),
    ...(random() < 0.25 ? { canopy: pick(random, ['#b23a6b', '#2f6fa8', '#c9a13a', '#3f8a63']) } : {}),
    ...(random() < 0.3 ? { passenger: pick(random, tops) } : {}),
    ...more,
  };
  const mesh = rider(options);
  return { rolling: mesh, braking: mesh, footprint: [1.7, 0.5], beams: beamsOf(1.7, night, 0.4) };
}

/** One of the scooters that stand along every pavement. */
export const parkedScooter = (random: Random): Mesh => scooter(random, false, { parked: true }).rolling;

export function cargoTricycle(random: Random, night = false): Vehicle {
  const mesh = tricycle({
    paint: pick(random, ['#a83228', '#2d5f96', '#3f7a4f']),
    top: pick(random, tops),
    lamps: night,
    load: pick(random, ['#5f8a3a', '#c77f2b', '#a58a5a', '#8a8f94']),
  });
  return { rolling: mesh, braking: mesh, footprint: [2.6, 1.1], beams: beamsOf(2.4, night, 0.5) };
}

/** One of the vehicles of a county's streets. */
export function anyVehicle(random: Random, night = false): Vehicle {
  const dice = random();
  if (dice < 0.68) return privateCar(random, night);
  if (dice < 0.78) return taxi(random, night);
  if (dice < 0.92) return goodsLorry(random, night);
  return countyBus(night, 8.5);
}
