import { driver, stander, stream, walkers } from '../motion/actors.ts';
import { cruise } from '../motion/journey.ts';
import { points } from '../motion/points.ts';
import { route } from '../motion/route.ts';
import { building } from '../props/buildings.ts';
import { floor } from '../props/floor.ts';
import { kerb, poleLine } from '../props/furniture.ts';
import { cargoTricycle, parkedScooter, privateCar, scooter } from '../props/garage.ts';
import { downlight, lampRow, WARM_WHITE } from '../props/lamp-row.ts';
import { lit } from '../props/materials.ts';
import { ball } from '../props/people.ts';
import { line, paving, rectangle, tyreTracks, wear } from '../props/road-marks.ts';
import { parasol } from '../props/stalls.ts';
import { hang } from '../props/text.ts';
import { tree } from '../props/trees.ts';
import type { Actor } from '../render/actor.ts';
import type { Lamp } from '../render/light.ts';
import { type Mesh, MeshBuilder } from '../render/mesh.ts';
import { between, pick, type Random, seededRandom } from '../render/random.ts';
import { colour } from '../render/vec.ts';
import type { Scene } from '../scene.ts';
import { night, nightLook } from './daylight.ts';
import { film } from './film.ts';

const BUSINESS = ['宾馆', '烧烤', '网咖', '火锅', '药店', '超市', '茶楼', '足浴', '面馆', '修车'];
const NEON = ['#ff3b2e', '#ff8a1f', '#2fd07a', '#3a8bff', '#ff4fa0', '#ffd23a'];

function ground(): Mesh {
  return floor({
    x: [-30, 30],
    y: [-14, 120],
    pixelsPerM: 22,
    paint: (plan) => {
      const random = seededRandom(28);
      rectangle(plan, '#6b665f', [-30, 30], [-14, 120]);
      rectangle(plan, '#4a4b4d', [-5, 5], [-14, 120]);
      for (const side of [-1, 1])
        paving(
          plan,
          side < 0 ? [-10, -5] : [5, 10],
          [-14, 110],
          ['#857b72', '#8d837a', '#7d736b'],
          random,
          0.6,
        );
      for (const x of [-2.4, 2.4])
        tyreTracks(plan, [
          [x, -14],
          [x, 120],
        ]);
      line(plan, points('0,-14 0,120'), { dash: [3, 4] });
      for (const x of [-4.7, 4.7])
        line(plan, [
          [x, -14],
          [x, 120],
        ]);
      wear(plan, [-5, 5], [-14, 100], random, 1.8);
    },
  });
}

/** Lit signs that stick out over the pavement and colour it. */
function signs(builder: MeshBuilder, lamps: Lamp[], random: Random, side: number): void {
  for (let y = 0; y < 100; y += 7.5) {
    const hex = pick(random, NEON);
    const x = side * 8.6;
    const text = pick(random, BUSINESS);
    hang(builder, [x - 0.5, y, 3.9], 0, {
      text: text.slice(0, 1),
      ink: '#fff6e0',
      ground: hex,
      widthM: 1,
      heightM: 1.1,
      glow: 1,
    });
    hang(builder, [x - 0.5, y, 2.8 + 0.05], 0, {
      text: text.slice(1),
      ink: '#fff6e0',
      ground: hex,
      widthM: 1,
      heightM: 1.1,
      glow: 1,
    });
    const [r, g, b] = colour(hex);
    lamps.push({
      at: [side * 8, y - 0.8, 3.4],
      colour: [r * 2.2 + 1.6, g * 2.2 + 1.4, b * 2.2 + 1.1],
      focus: 0,
      aim: [0, 0, -1],
    });
  }
}

/** Young trees and parked scooters. */
function kerbside(builder: MeshBuilder, random: Random, side: number): void {
  for (const y of [16, 32, 50, 67, 84])
    builder.place(
      tree({
        seed: 160 + y + side,
        heightM: 5.6,
        crownM: 3.4,
        clearM: 2.3,
        leaves: '#4c6a2d',
        whitewashed: true,
        sprays: 140,
      }),
      { x: side * 6.3, y: y + side * 2, heading: y },
    );
  for (let bike = 0; bike < 16; bike += 1) {
    const y = bike * 1.1 + (side > 0 ? 2 : 19);
    if (bike % 5 !== 4)
      builder.place(parkedScooter(random), { x: side * 6, y, heading: side > 0 ? 0.2 : Math.PI - 0.2 });
  }
}

function street(): { readonly mesh: Mesh; readonly lamps: readonly Lamp[] } {
  const builder = new MeshBuilder();
  const random = seededRandom(63);
  const lamps: Lamp[] = [];
  for (const side of [-1, 1]) {
    for (const [index, y] of [10, 37, 64, 92].entries()) {
      const block = building({
        widthM: 26,
        depthM: 11,
        floors: 4 + ((index * 2 + side + 1) % 3),
        seed: 130 + index * 3 + side,
        wall: pick(random, ['#a08d78', '#97938b', '#8f7d6d']),
        shops: true,
        lit: 0.3,
        glow: 0.45,
        signGlow: 1,
      });
      builder.place(block, { x: side * 15.6, y, heading: (side * -Math.PI) / 2 });
    }
    signs(builder, lamps, random, side);
    kerb(builder, [
      [side * 5, -14],
      [side * 5, 110],
    ]);
    const row = lampRow({
      at: (side < 0 ? [7, 41, 75] : [24, 58, 92]).map((y) => [side * 5.8, y] as const),
      heading: side > 0 ? Math.PI : 0,
      heightM: 7.5,
      armM: 1.8,
      light: WARM_WHITE,
    });
    builder.place(row.mesh);
    lamps.push(...row.lamps);
    kerbside(builder, random, side);
  }
  foodStalls(builder, lamps);
  poleLine(builder, points('-7.6,4 -7.6,36 -7.6,70 -7.6,104'), 8.5);
  builder.place(
    building({ widthM: 40, depthM: 12, floors: 11, seed: 190, wall: '#8d9094', lit: 0.35, glow: 0.4 }),
    { x: -3, y: 140, heading: 0 },
  );
  return { mesh: builder.build(), lamps };
}

/** Evening snacks under bare bulbs. */
function foodStalls(builder: MeshBuilder, lamps: Lamp[]): void {
  for (const [x, y, hex] of [
    [6.9, 12.5, '#b03a35'],
    [7, 27, '#c98b2a'],
    [-7, 12, '#2f6fa0'],
    [-7, 44, '#b03a35'],
  ] as const) {
    builder.place(parasol(hex, 1.5), { x, y, heading: 0.2 });
    ball(builder, [x, y - 0.4, 1.95], [0.09, 0.09, 0.1], lit('#ffe6b8', 40));
    lamps.push(downlight([x, y - 0.4, 1.9], [5.5, 4.4, 2.8], 0));
  }
}

function life(): Actor[] {
  const random = seededRandom(71);
  const away = route(points('2.3,-20 2.3,124'));
  const towards = route(points('-2.3,124 -2.3,-20'));
  const traffic = [
    ...stream(away, { speed: 7, count: 3, offsetS: 1, make: () => privateCar(random, true) }),
    ...stream(towards, { speed: 7, count: 4, offsetS: 2.6, make: () => privateCar(random, true) }),
    ...stream(route(points('4.1,-20 4.1,124')), {
      speed: 5,
      count: 3,
      offsetS: 3,
      make: () => scooter(random, true),
    }),
    ...stream(route(points('-4.1,124 -4.1,-20')), {
      speed: 5.2,
      count: 4,
      offsetS: 0.5,
      make: () => scooter(random, true),
    }),
    driver(cargoTricycle(random, true), route(points('3.9,-20 3.9,124')), cruise(144, 5, 11.4, 30)),
  ];
  return [
    ...traffic,
    ...walkers(random, points('8.2,-8 8.4,40 8,90'), 8, { spreadM: 0.7 }),
    ...walkers(random, points('-8.4,-8 -8.6,40 -8.2,90'), 8, { spreadM: 0.7 }),
    ...walkers(random, points('-9,22 0,20.5 9,22'), 2, { spreadM: 0.6, clearOf: traffic }),
    ...points('6,11.6 7.6,11.2 -6.2,11 -7.6,10.8 6.2,26 -6.4,43').map(([x, y]) =>
      stander(random, x, y, between(random, 0.8, 2.2)),
    ),
  ];
}

export const nightStreet: Scene = {
  name: 'night-street',
  tags: ['road', 'street', 'night'],
  title: { zh: '夜市街', en: 'Night street' },
  open: film(() => {
    const { mesh, lamps } = street();
    return {
      camera: { position: [-1.4, -9, 6.8], yawDeg: 3, pitchDeg: 12, fieldOfViewDeg: 66 },
      light: { ...night, lamps, wet: 0.3 },
      floor: ground(),
      props: mesh,
      mirrorLevelM: 0,
      sunlit: { x: 0, y: 50, acrossM: 100 },
      actors: life(),
      look: { ...nightLook, exposure: 1.3, saturation: 0.82 },
      drift: { leaves: 1, water: 0 },
    };
  }),
};
