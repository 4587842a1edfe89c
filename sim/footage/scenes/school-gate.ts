import { driver, stander, walkers } from '../motion/actors.ts';
import { cruise, halting } from '../motion/journey.ts';
import { points } from '../motion/points.ts';
import { route } from '../motion/route.ts';
import { building } from '../props/buildings.ts';
import { floor } from '../props/floor.ts';
import { booth, kerb } from '../props/furniture.ts';
import { parkedScooter, privateCar, scooter } from '../props/garage.ts';
import { chrome, concrete, matte, paint as varnish } from '../props/materials.ts';
import {
  letters,
  line,
  paving,
  rectangle,
  tyreTracks,
  wear,
  YELLOW_MARK,
  zebra,
} from '../props/road-marks.ts';
import { hang } from '../props/text.ts';
import { hedge, tree } from '../props/trees.ts';
import type { Actor } from '../render/actor.ts';
import { type Mesh, MeshBuilder } from '../render/mesh.ts';
import { between, seededRandom } from '../render/random.ts';
import { bar, box } from '../render/shapes.ts';
import type { Scene } from '../scene.ts';
import { dayLook, sunny } from './daylight.ts';
import { film } from './film.ts';
import { pupils } from './pupils.ts';

function ground(): Mesh {
  return floor({
    x: [-60, 60],
    y: [-16, 80],
    pixelsPerM: 22,
    paint: (plan) => {
      const random = seededRandom(5);
      rectangle(plan, '#77736b', [-60, 60], [-16, 80]);
      rectangle(plan, '#505153', [-60, 60], [-7, 4]);
      paving(plan, [-60, 60], [4, 11.8], ['#8d7f74', '#96877b', '#84776d'], random, 0.6);
      paving(plan, [-8, 8], [11.8, 40], ['#8f8c86', '#87847e'], random, 1.2);
      rectangle(plan, '#8c4a3c', [-60, -12], [14, 60]);
      rectangle(plan, '#566b36', [12, 60], [14, 26]);
      tyreTracks(plan, points('-60,-4.2 60,-4.2'));
      tyreTracks(plan, points('-60,1.2 60,1.2'));
      wear(plan, [-60, 60], [-7, 4], random, 1.2);
      line(plan, points('-60,-1.5 -4,-1.5'), { stroke: YELLOW_MARK });
      line(plan, points('4,-1.5 60,-1.5'), { stroke: YELLOW_MARK });
      for (const y of [-6.7, 3.6])
        line(plan, [
          [-60, y],
          [60, y],
        ]);
      zebra(plan, [-2.6, 2.6], [-6.6, 3.6], 'y');
      for (let at = -2.6; at < 2.4; at += 0.95)
        rectangle(plan, YELLOW_MARK, [at + 0.47, at + 0.9], [-6.6, 3.6]);
      letters(plan, '学校', 9.5, 1, Math.PI, 1.5);
      letters(plan, '慢', -9.5, -4.4, 0, 1.7);
    },
  });
}

function gate(builder: MeshBuilder): void {
  const stone = matte('#9b8d7e', 0.4);
  for (const side of [-1, 1]) {
    box(builder, [side * 6.6, 12, 0], [1.5, 1.3, 4.6], stone);
    box(builder, [side * 6.6, 12, 4.6], [1.9, 1.7, 0.3], matte('#6d6259', 0.3));
    for (let post = 0; post < 12; post += 1) {
      const x = side * (8.3 + post * 3.4);
      box(builder, [x, 12, 0], [0.5, 0.5, 2.3], stone);
      box(builder, [x + side * 1.7, 12, 0], [2.9, 0.35, 0.6], stone);
      for (let rod = 0; rod < 9; rod += 1)
        bar(
          builder,
          [x + side * (0.5 + rod * 0.3), 12, 0.6],
          [x + side * (0.5 + rod * 0.3), 12, 2.1],
          0.025,
          matte('#2d3136'),
          4,
        );
      bar(builder, [x, 12, 1.95], [x + side * 3.4, 12, 1.95], 0.03, matte('#2d3136'), 4);
    }
  }
  hang(builder, [-7.1, 11.3, 1.2], 0, {
    text: '校',
    ink: '#23211f',
    ground: '#e6e0d2',
    widthM: 0.7,
    heightM: 2.4,
  });
  box(builder, [0, 12, 4.9], [14.6, 0.8, 1.5], matte('#8e2a22', 0.2));
  hang(builder, [-5.5, 11.55, 5.05], 0, {
    text: '中心小学',
    ink: '#f2cf63',
    ground: '#8e2a22',
    widthM: 11,
    heightM: 1.3,
  });
  // The folding gate stands half open.
  for (let fold = 0; fold < 14; fold += 1) {
    const x = 0.6 + fold * 0.38;
    bar(builder, [x, 11.7, 0.1], [x + 0.38, 12.2, 1.5], 0.03, chrome, 4);
    bar(builder, [x, 12.2, 0.1], [x + 0.38, 11.7, 1.5], 0.03, chrome, 4);
    bar(builder, [x, 12, 0.1], [x, 12, 1.55], 0.035, chrome, 4);
  }
}

function props(): Mesh {
  const builder = new MeshBuilder();
  gate(builder);
  kerb(builder, points('-60,4 60,4'));
  builder.place(
    building({
      widthM: 46,
      depthM: 11,
      floors: 4,
      seed: 61,
      wall: '#c1b49e',
      trim: '#9c4a3c',
      kind: 'office',
    }),
    { x: 2, y: 48, heading: 0 },
  );
  builder.place(building({ widthM: 26, depthM: 10, floors: 5, seed: 64, wall: '#b0b2b0', kind: 'office' }), {
    x: -36,
    y: 40,
    heading: 0.9,
  });
  builder.place(building({ widthM: 30, depthM: 12, floors: 7, seed: 67, wall: '#a6927f' }), {
    x: 48,
    y: 62,
    heading: -0.3,
  });
  builder.place(building({ widthM: 30, depthM: 12, floors: 10, seed: 68, wall: '#a9acb0' }), {
    x: -20,
    y: 92,
    heading: 0,
  });
  hang(builder, [-9, 42.4, 12.4], 0, {
    text: '好好学习 天天向上',
    ink: '#b3201c',
    ground: '#c9bda6',
    widthM: 20,
    heightM: 1.6,
  });
  bar(builder, [5.5, 30, 0], [5.5, 30, 12], 0.08, chrome, 6);
  box(builder, [5.5, 30, 0], [2.4, 2.4, 0.6], concrete);
  builder.quad([5.6, 30, 10.1], [8, 30.3, 10], [8, 30.3, 11.6], [5.6, 30, 11.7], matte('#c3201b'));
  builder.place(booth('#dcdedf', '#355e92'), { x: -10.2, y: 9.6, heading: 0 });
  for (const side of [-1, 1]) {
    for (const [index, x] of [14, 23, 32, 42].entries()) {
      builder.place(
        tree({
          seed: 600 + index + side,
          heightM: 7,
          crownM: 5,
          clearM: 2.4,
          leaves: '#527030',
          whitewashed: true,
        }),
        { x: side * x, y: 6, heading: index },
      );
      builder.place(
        tree({ seed: 620 + index + side, heightM: 8.5, crownM: 5.5, clearM: 2, leaves: '#47652c' }),
        { x: side * x, y: 17 + index * 2, heading: index },
      );
    }
    builder.place(
      hedge({
        seed: 7,
        from: [side * 8, 14.5, 0],
        to: [side * 8, 36, 0],
        widthM: 1,
        heightM: 0.8,
        leaves: '#5a7434',
      }),
    );
  }
  for (let post = -7; post <= 7; post += 1.4)
    if (Math.abs(post) > 0.5) bar(builder, [post, 4.9, 0], [post, 4.9, 0.8], 0.1, varnish('#d9a92c'), 8);
  const random = seededRandom(71);
  for (let bike = 0; bike < 9; bike += 1)
    builder.place(parkedScooter(random), {
      x: 10.5 + bike * 1.1,
      y: 8.8,
      heading: Math.PI / 2 + between(random, -0.1, 0.1),
    });
  return builder.build();
}

function life(): Actor[] {
  const random = seededRandom(77);
  const east = route(points('-64,-4.4 64,-4.4'));
  const west = route(points('64,1.2 -64,1.2'));
  return [
    ...[0, 1].map((place) => {
      const halt = { haltM: 57.6 - place * 6.6, haltS: 6 + place * 3, goS: 16.6 + place * 1.2 };
      return driver(privateCar(random), east, halting(east.lengthM, 6.5, halt));
    }),
    driver(privateCar(random), west, halting(west.lengthM, 6, { haltM: 57.4, haltS: 8, goS: 16.8 })),
    driver(scooter(random), route(points('64,3 -64,3')), cruise(128, 5.5, 18.6, 64)),
    driver(scooter(random), route(points('-64,-6 64,-6')), cruise(128, 5.5, 0.6, 64)),
    ...pupils(random),
    ...walkers(random, points('-40,8 -14,8.6 20,8 40,7.6'), 3, { spreadM: 0.8 }),
    ...[
      [-5.6, 7.4, 1.2],
      [-4.8, 6.6, 1.9],
      [5.4, 8.6, 2.6],
      [7.4, 7, 2.9],
      [3.8, 7.2, 2.2],
      [-12.4, 6.4, 1],
    ].map(([x, y, heading]) => stander(random, x as number, y as number, heading as number)),
    stander(random, 0.6, 4.6, -1.6, { top: '#b8d832', hat: '#1d2a44', trousers: '#1d2433' }),
    stander(random, -7.9, 10, -1.4, { top: '#1d2a44', hat: '#1d2a44', trousers: '#1d2433' }),
  ];
}

export const schoolGate: Scene = {
  name: 'school-gate',
  tags: ['school', 'road', 'day'],
  title: { zh: '学校门口', en: 'School gate' },
  open: film(() => ({
    camera: { position: [-4.5, -13, 7.2], yawDeg: 9, pitchDeg: 17, fieldOfViewDeg: 68 },
    light: sunny(150, 40),
    floor: ground(),
    props: props(),
    mirrorLevelM: 0,
    sunlit: { x: 0, y: 30, acrossM: 150 },
    actors: life(),
    look: dayLook,
    drift: { leaves: 1.4, water: 0 },
  })),
};
