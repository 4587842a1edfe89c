import { driver, stream, walkers } from '../motion/actors.ts';
import { cruise } from '../motion/journey.ts';
import { points } from '../motion/points.ts';
import { route } from '../motion/route.ts';
import { building } from '../props/buildings.ts';
import { floor } from '../props/floor.ts';
import { kerb } from '../props/furniture.ts';
import { anyVehicle, countyBus, privateCar, scooter } from '../props/garage.ts';
import { lampRow, WARM_WHITE } from '../props/lamp-row.ts';
import { line, paving, rectangle, tyreTracks, wear, zebra } from '../props/road-marks.ts';
import { hedge, tree } from '../props/trees.ts';
import type { Actor } from '../render/actor.ts';
import type { Lamp } from '../render/light.ts';
import { type Mesh, MeshBuilder } from '../render/mesh.ts';
import { pick, seededRandom } from '../render/random.ts';
import { LOOP_SECONDS, type Scene } from '../scene.ts';
import { dayLook, rainy } from './daylight.ts';
import { film } from './film.ts';

/** An avenue of two lanes each way, with a planted median at x = 0 and a crossing at y = 30. */
function ground(): Mesh {
  return floor({
    x: [-40, 40],
    y: [-14, 130],
    pixelsPerM: 20,
    paint: (plan) => {
      const random = seededRandom(36);
      rectangle(plan, '#77736c', [-40, 40], [-14, 130]);
      rectangle(plan, '#4a4b4d', [-10.5, 10.5], [-14, 130]);
      rectangle(plan, '#58682f', [-1.2, 1.2], [-14, 27]);
      rectangle(plan, '#58682f', [-1.2, 1.2], [35, 130]);
      for (const side of [-1, 1])
        paving(
          plan,
          side < 0 ? [-16, -10.5] : [10.5, 16],
          [-14, 120],
          ['#8d8177', '#94887e', '#867b72'],
          random,
        );
      for (const x of [-8, -4.2, 4.2, 8])
        tyreTracks(plan, [
          [x, -14],
          [x, 130],
        ]);
      wear(plan, [-10.5, 10.5], [-14, 90], random, 1.4);
      for (const x of [-6, 6])
        line(
          plan,
          [
            [x, -14],
            [x, 130],
          ],
          { dash: [4, 5] },
        );
      for (const x of [-10.1, -1.5, 1.5, 10.1])
        line(plan, [
          [x, -14],
          [x, 130],
        ]);
      zebra(plan, [-10, 10], [29, 33], 'y');
    },
  });
}

function avenue(): { readonly mesh: Mesh; readonly lamps: readonly Lamp[] } {
  const builder = new MeshBuilder();
  const lamps: Lamp[] = [];
  for (const [from, to] of points('-14,26.5 35.5,120')) {
    builder.place(
      hedge({
        seed: 40 + from,
        from: [0, from, 0.1],
        to: [0, to, 0.1],
        widthM: 1.6,
        heightM: 0.9,
        leaves: '#4c6a30',
      }),
    );
    kerb(builder, [
      [-1.2, from],
      [-1.2, to],
    ]);
    kerb(builder, [
      [1.2, from],
      [1.2, to],
    ]);
  }
  for (const side of [-1, 1]) {
    kerb(builder, [
      [side * 10.5, -14],
      [side * 10.5, 120],
    ]);
    for (const [index, y] of [8, 19, 42, 53, 64, 75, 86, 97].entries()) {
      builder.place(
        tree({
          seed: 240 + index * 2 + side,
          heightM: 8.4,
          crownM: 5.6,
          clearM: 2.6,
          leaves: '#46642c',
          whitewashed: true,
        }),
        { x: side * 12.4, y, heading: y },
      );
    }
    for (const [index, y] of [16, 48, 82].entries()) {
      builder.place(
        building({
          widthM: 29,
          depthM: 12,
          floors: 5 + ((index + side + 1) % 3) * 2,
          seed: 270 + index * 3 + side,
          wall: ['#a39684', '#9da1a3', '#a08a78'][(index + side + 1) % 3] as string,
          shops: true,
          lit: 0.22,
          glow: 0.6,
          signGlow: 0.9,
        }),
        { x: side * 23.5, y, heading: (side * -Math.PI) / 2 },
      );
    }
    const row = lampRow({
      at: [2, 36, 70, 104].map((y) => [side * 11, y] as const),
      heading: side > 0 ? Math.PI : 0,
      heightM: 9,
      armM: 2.4,
      light: [WARM_WHITE[0] * 0.6, WARM_WHITE[1] * 0.6, WARM_WHITE[2] * 0.6],
    });
    builder.place(row.mesh);
    lamps.push(...row.lamps);
  }
  builder.place(
    building({ widthM: 44, depthM: 14, floors: 14, seed: 299, wall: '#9a9da1', lit: 0.2, glow: 0.5 }),
    { x: 4, y: 150, heading: 0 },
  );
  return { mesh: builder.build(), lamps };
}

function life(): Actor[] {
  const random = seededRandom(83);
  const umbrella = () => ({
    carries: 'umbrella' as const,
    carried: pick(random, ['#1f2a44', '#a3312c', '#2f6f58', '#c7a23a', '#4a3a5e', '#3b3d40', '#b0607a']),
  });
  const up = (x: number) =>
    route([
      [x, -20],
      [x, 130],
    ]);
  const down = (x: number) =>
    route([
      [x, 130],
      [x, -20],
    ]);
  const raincoat = () => ({
    top: pick(random, ['#2b57a0', '#c23b6a', '#c99a2a', '#4a8a5c']),
    helmet: pick(random, ['#2b57a0', '#c23b6a', '#c99a2a']),
  });
  return [
    ...stream(up(4.2), { speed: 9, count: 5, offsetS: 0.8, make: () => privateCar(random, true) }),
    ...stream(up(8), { speed: 8, count: 3, offsetS: 3, make: () => anyVehicle(random, true) }),
    ...stream(down(-4.2), { speed: 9, count: 6, offsetS: 1.6, make: () => privateCar(random, true) }),
    ...stream(down(-8), { speed: 7.5, count: 2, offsetS: 6, make: () => anyVehicle(random, true) }),
    driver(countyBus(true), down(-8), cruise(150, 7.5, 2, 70)),
    ...stream(up(9.8), { speed: 5.5, count: 3, offsetS: 2, make: () => scooter(random, true, raincoat()) }),
    ...stream(down(-9.8), {
      speed: 5.5,
      count: 2,
      offsetS: 5,
      make: () => scooter(random, true, raincoat()),
    }),
    ...walkers(random, points('13.6,-8 14,40 13.6,90'), 5, { spreadM: 0.9, look: umbrella }),
    ...walkers(random, points('-13.6,-8 -14,40 -13.6,90'), 5, { spreadM: 0.9, look: umbrella }),
  ];
}

export const rain: Scene = {
  name: 'rain',
  tags: ['road', 'rain', 'day'],
  title: { zh: '雨中大道', en: 'Avenue in the rain' },
  open: film(() => {
    const { mesh, lamps } = avenue();
    return {
      camera: { position: [2.4, -10, 8], yawDeg: -5, pitchDeg: 14, fieldOfViewDeg: 66 },
      light: { ...rainy, lamps },
      floor: ground(),
      props: mesh,
      mirrorLevelM: 0,
      sunlit: { x: 0, y: 50, acrossM: 100 },
      actors: life(),
      look: {
        ...dayLook,
        glare: true,
        exposure: 1.1,
        saturation: 0.95,
        bloom: 0.14,
        vignette: 0.34,
        rain: { streaks: 110, brightness: 0.07, drops: 34, loopSeconds: LOOP_SECONDS },
      },
      drift: { leaves: 2, water: 0 },
    };
  }),
};
