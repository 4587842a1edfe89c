import { driver, stander, walkers } from '../motion/actors.ts';
import { barrier, type Halt } from '../motion/barrier.ts';
import { cruise, halting } from '../motion/journey.ts';
import { points } from '../motion/points.ts';
import { type Route, route } from '../motion/route.ts';
import { building } from '../props/buildings.ts';
import { floor } from '../props/floor.ts';
import { booth, kerb } from '../props/furniture.ts';
import { parkedScooter, privateCar, scooter } from '../props/garage.ts';
import { lampRow } from '../props/lamp-row.ts';
import { matte } from '../props/materials.ts';
import { arrow, line, paving, rectangle, wear, YELLOW_MARK } from '../props/road-marks.ts';
import { hang } from '../props/text.ts';
import { hedge, tree } from '../props/trees.ts';
import type { Actor } from '../render/actor.ts';
import { type Mesh, MeshBuilder } from '../render/mesh.ts';
import { seededRandom } from '../render/random.ts';
import { bar, box } from '../render/shapes.ts';
import type { Scene } from '../scene.ts';
import { dayLook, sunny } from './daylight.ts';
import { film } from './film.ts';

const GATE_Y = 14;

function ground(): Mesh {
  return floor({
    x: [-60, 60],
    y: [-16, 90],
    pixelsPerM: 22,
    paint: (plan) => {
      const random = seededRandom(41);
      rectangle(plan, '#5b6b38', [-60, 60], [-16, 90]);
      rectangle(plan, '#515254', [-60, 60], [-16, 1]);
      paving(plan, [-60, 60], [1, 6], ['#92867b', '#9a8e83', '#897d73'], random);
      rectangle(plan, '#57585a', [-6.4, 6.4], [0, 60]);
      paving(plan, [-11, -6.4], [6, 60], ['#9a8e83', '#a3978b'], random, 0.5);
      paving(plan, [6.4, 11], [6, 60], ['#9a8e83', '#a3978b'], random, 0.5);
      rectangle(plan, '#57585a', [-60, 60], [36, 43]);
      wear(plan, [-60, 60], [-16, 1], random);
      wear(plan, [-6.4, 6.4], [0, 60], random, 1.2);
      line(plan, points('-60,-7.6 60,-7.6'), { stroke: YELLOW_MARK, dash: [4, 4] });
      line(plan, points('-60,0.6 -7,0.6'));
      line(plan, points('7,0.6 60,0.6'));
      for (let bump = -6.2; bump < 6.2; bump += 0.8) {
        rectangle(plan, '#1f1f20', [bump, bump + 0.4], [9, 9.45]);
        rectangle(plan, '#d0a030', [bump + 0.4, bump + 0.8], [9, 9.45]);
      }
      arrow(plan, 3.5, 7, Math.PI / 2);
      arrow(plan, -3.5, 3.5, -Math.PI / 2);
      for (let x = -55; x < -14; x += 2.7)
        line(plan, [
          [x, 43],
          [x, 48.5],
        ]);
      for (let x = 14; x < 56; x += 2.7)
        line(plan, [
          [x, 43],
          [x, 48.5],
        ]);
    },
  });
}

function gatehouse(builder: MeshBuilder): void {
  const stone = matte('#a08f7b', 0.4);
  for (const side of [-1, 1]) {
    box(builder, [side * 12, GATE_Y + 1, 0], [2.6, 2.4, 6.4], stone);
    for (let post = 0; post < 10; post += 1) {
      const x = side * (15 + post * 4.4);
      box(builder, [x, GATE_Y, 0], [0.6, 0.6, 2.4], stone);
      box(builder, [x + side * 2.2, GATE_Y, 0], [3.8, 0.3, 0.5], stone);
      for (let rod = 0; rod < 11; rod += 1)
        bar(
          builder,
          [x + side * (0.5 + rod * 0.34), GATE_Y, 0.5],
          [x + side * (0.5 + rod * 0.34), GATE_Y, 2.1],
          0.025,
          matte('#26292d'),
          4,
        );
    }
  }
  box(builder, [0, GATE_Y + 1, 6.4], [27.5, 2.8, 0.5], matte('#6d5f52', 0.3));
  box(builder, [0, GATE_Y + 1, 6.9], [20, 0.9, 1.7], stone);
  hang(builder, [-6, GATE_Y + 0.5, 7], 0, {
    text: '滨河花园',
    ink: '#e3bf5a',
    ground: '#5a4a3f',
    widthM: 12,
    heightM: 1.5,
  });
  builder.place(booth('#d9d6cd', '#6d5f52'), { x: 0, y: GATE_Y, heading: Math.PI / 2 });
  kerb(
    builder,
    [
      [-1.4, GATE_Y - 2.6],
      [1.4, GATE_Y - 2.6],
      [1.4, GATE_Y + 2.6],
      [-1.4, GATE_Y + 2.6],
      [-1.4, GATE_Y - 2.6],
    ],
    0.22,
  );
  for (const x of [-1.9, 1.9]) box(builder, [x * 0.5, GATE_Y - 2.2, 0.2], [0.3, 0.2, 1.3], matte('#d9a92c'));
}

function props(): Mesh {
  const builder = new MeshBuilder();
  const random = seededRandom(47);
  gatehouse(builder);
  for (const side of [-1, 1]) {
    kerb(builder, [
      [side * 60, 1],
      [side * 8, 1],
      [side * 6.4, 3],
      [side * 6.4, 36],
    ]);
    builder.place(
      hedge({
        seed: 50 + side,
        from: [side * 11.6, 18, 0],
        to: [side * 11.6, 35, 0],
        widthM: 1.1,
        heightM: 0.9,
        leaves: '#567333',
      }),
    );
    builder.place(
      hedge({
        seed: 52 + side,
        from: [side * 14, 12.6, 0],
        to: [side * 50, 12.6, 0],
        widthM: 1.2,
        heightM: 0.7,
        leaves: '#5f7c38',
      }),
    );
    for (const [index, [x, y]] of points('14.5,20 20,28 30,22 40,30 15,33 16.5,8 27,8.4 38,8').entries()) {
      builder.place(
        tree({
          seed: 1000 + index + side * 3,
          heightM: 6 + (index % 3) * 1.8,
          crownM: 4.8,
          clearM: 2.2,
          leaves: index % 4 === 0 ? '#8a7c2e' : '#4f6d31',
          whitewashed: y < 10,
        }),
        { x: side * x, y, heading: index },
      );
    }
    for (let bay = 0; bay < 13; bay += 1) {
      if (random() < 0.25) continue;
      builder.place(privateCar(random).rolling, {
        x: side * (15.4 + bay * 2.7),
        y: 45.8,
        heading: -Math.PI / 2,
      });
    }
    const row = lampRow({
      at: [
        [side * 7.2, 8],
        [side * 7.2, 30],
      ],
      heading: side > 0 ? Math.PI : 0,
      heightM: 6,
      armM: 1,
    });
    builder.place(row.mesh);
  }
  const towers = [
    [-30, 62, 11, '#b8a68f'],
    [0, 68, 14, '#b0aaa0'],
    [30, 62, 11, '#b8a68f'],
    [-52, 84, 16, '#a9a49b'],
    [56, 86, 16, '#a9a49b'],
    [-18, 104, 18, '#aeb0b2'],
    [22, 108, 18, '#aeb0b2'],
  ] as const;
  for (const [index, [x, y, floors, wall]] of towers.entries())
    builder.place(building({ widthM: 22, depthM: 13, floors, seed: 1100 + index, wall, trim: '#8c5a44' }), {
      x,
      y,
      heading: 0,
    });
  for (let bike = 0; bike < 7; bike += 1)
    builder.place(parkedScooter(random), { x: -18 + bike * 1.1, y: 4.6, heading: Math.PI / 2 });
  return builder.build();
}

const INWARDS: readonly Halt[] = [
  { haltS: 2, goS: 5 },
  { haltS: 11.5, goS: 14.2 },
];
const OUTWARDS: readonly Halt[] = [{ haltS: 7, goS: 9.6 }];

function life(): Actor[] {
  const random = seededRandom(91);
  const enter = route(points('64,-5.4 16,-5.2 7,-2.6 3.7,5 3.5,20 3.6,33 8,39 64,39.4'));
  const leave = route(points('-64,40 -9,39.4 -3.7,34 -3.5,20 -3.8,4 -8,-2.4 -20,-3.6 -64,-4'));
  const through = (way: Route, atS: number) =>
    driver(privateCar(random), way, cruise(way.lengthM, 9, atS, 60));
  const stop = (way: Route, haltM: number) => (entry: Halt) =>
    driver(privateCar(random), way, halting(way.lengthM, 6.5, { haltM, ...entry }));
  const traffic = [
    barrier({ x: 1.5, y: GATE_Y - 1, heading: 0 }, 4.4, INWARDS),
    barrier({ x: -1.5, y: GATE_Y + 1, heading: Math.PI }, 4.4, OUTWARDS),
    ...INWARDS.map(stop(enter, 68.5)),
    ...OUTWARDS.map(stop(leave, 79)),
    through(route(points('-64,-10.6 64,-10.6')), 4),
    through(route(points('-64,-10.6 64,-10.6')), 13.2),
    through(route(points('64,-5 -64,-5')), 10),
    driver(scooter(random), route(points('-64,-0.6 -14,-0.8 -6.4,1 -5.6,6 -5.6,33')), cruise(91, 5, 6, 50)),
    driver(scooter(random), route(points('64,-0.4 -64,-0.6')), cruise(128, 5.5, 15.5, 60)),
  ];
  return [
    ...traffic,
    ...walkers(random, points('-40,3.4 -9,3.6 -8.6,14 -8.8,50'), 4, { spreadM: 0.6, clearOf: traffic }),
    ...walkers(random, points('8.7,50 8.8,14 9.6,4 40,3.4'), 4, { spreadM: 0.6, clearOf: traffic }),
    ...walkers(random, points('-45,3 0,2.4 45,3'), 3, { spreadM: 0.5, clearOf: traffic }),
    stander(random, 2.1, 10.6, 0.6, { top: '#1d2a44', hat: '#1d2a44', trousers: '#1d2433' }),
    stander(random, -9.6, 9, 0.4),
    stander(random, -9, 10, -1.4),
  ];
}

export const estateGate: Scene = {
  name: 'estate-gate',
  tags: ['estate', 'gate', 'day'],
  title: { zh: '小区大门', en: 'Estate gate' },
  open: film(() => ({
    camera: { position: [6, -12.5, 7.6], yawDeg: -11, pitchDeg: 16, fieldOfViewDeg: 68 },
    light: sunny(-140, 42),
    floor: ground(),
    props: props(),
    mirrorLevelM: 0,
    sunlit: { x: 0, y: 35, acrossM: 160 },
    actors: life(),
    look: { ...dayLook, tint: [1.02, 1, 0.97] },
    drift: { leaves: 1.5, water: 0 },
  })),
};
