import { stream, walkers } from '../motion/actors.ts';
import { points } from '../motion/points.ts';
import { route } from '../motion/route.ts';
import { building } from '../props/buildings.ts';
import { floor, together } from '../props/floor.ts';
import { anyVehicle, scooter } from '../props/garage.ts';
import { lampRow } from '../props/lamp-row.ts';
import { hills, pagoda, plain } from '../props/landscape.ts';
import { concrete, matte } from '../props/materials.ts';
import { area, line, paving, rectangle, wear, YELLOW_MARK } from '../props/road-marks.ts';
import { tree } from '../props/trees.ts';
import type { Actor } from '../render/actor.ts';
import { type Mesh, MeshBuilder } from '../render/mesh.ts';
import { between, seededRandom } from '../render/random.ts';
import { bar, box } from '../render/shapes.ts';
import type { Scene } from '../scene.ts';
import { dayLook, sunny } from './daylight.ts';
import { film } from './film.ts';

const RIVER_M = -6.5;

function ground(): Mesh {
  const deck = floor({
    x: [-6, 6],
    y: [-16, 128],
    pixelsPerM: 26,
    paint: (plan) => {
      const random = seededRandom(2);
      rectangle(plan, '#525355', [-6, 6], [-16, 128]);
      for (const side of [-1, 1])
        paving(
          plan,
          side < 0 ? [-6, -4.4] : [4.4, 6],
          [-16, 128],
          ['#97928a', '#8d8880', '#a09b92'],
          random,
          0.5,
        );
      line(plan, points('0,-16 0,128'), { stroke: YELLOW_MARK, dash: [4, 4] });
      for (const x of [-4.1, 4.1])
        line(plan, [
          [x, -16],
          [x, 128],
        ]);
      for (let y = 8; y < 96; y += 17) rectangle(plan, 'rgba(20,20,20,0.75)', [-4.4, 4.4], [y, y + 0.25]);
      wear(plan, [-4.4, 4.4], [-16, 128], random, 1.4);
    },
  });
  const land = floor({
    x: [-220, 220],
    y: [-16, 260],
    z: -0.02,
    pixelsPerM: 5,
    material: { grain: 0.8, cutout: true },
    paint: (plan) => {
      area(plan, '#68713c', points('-220,-16 220,-16 220,2 60,8 0,7 -60,9 -220,18'));
      area(plan, '#6d7444', points('-220,118 -60,104 0,100 60,98 220,104 220,260 -220,260'));
      rectangle(plan, '#8c857a', [-220, 220], [112, 118]);
      rectangle(plan, '#525355', [-6, 6], [100, 260]);
    },
  });
  const water = floor({
    x: [-320, 320],
    y: [-10, 200],
    z: RIVER_M,
    pixelsPerM: 2,
    material: { grain: 0.25, mirror: 0.06, water: true },
    paint: (plan) => rectangle(plan, '#2f3d36', [-320, 320], [-10, 200]),
  });
  return together(deck, land, water, plain('#6a7142', 250, -0.3));
}

/** The banks' slopes, riprapped. */
function banks(builder: MeshBuilder): void {
  const near = points('-220,18 -60,9 0,7 60,8 220,2');
  const far = points('-220,118 -60,104 0,100 60,98 220,104');
  for (const [line_, out] of [
    [near, 9],
    [far, -9],
  ] as const) {
    for (const [index, [x0, y0]] of line_.entries()) {
      const next = line_[index + 1];
      if (next === undefined) break;
      const [x1, y1] = next;
      builder.quad(
        [x0, y0 + out, RIVER_M - 0.2],
        [x1, y1 + out, RIVER_M - 0.2],
        [x1, y1, 0],
        [x0, y0, 0],
        matte('#77745f', 0.9),
      );
    }
  }
}

function bridge(builder: MeshBuilder): void {
  const stone = matte('#c9c5bb', 0.4);
  for (const side of [-1, 1]) {
    box(builder, [side * 6.1, 54, -1.5], [0.5, 100, 1.55], concrete);
    bar(builder, [side * 6, 2, 1.08], [side * 6, 106, 1.08], 0.09, stone, 6);
    bar(builder, [side * 6, 2, 0.3], [side * 6, 106, 0.3], 0.06, stone, 5);
    for (let y = 2; y <= 106; y += 2.6) {
      box(builder, [side * 6, y, 0], [0.26, 0.26, 1.35], stone);
      if (y < 104) box(builder, [side * 6, y + 1.3, 0.3], [0.1, 2.2, 0.7], matte('#b4b0a6', 0.4));
    }
    box(builder, [side * 4.4, 54, 0], [0.2, 104, 0.18], concrete);
  }
  box(builder, [0, 54, -1.6], [11, 98, 1.5], concrete);
  for (let y = 16; y <= 92; y += 17) {
    for (const x of [-4, 4]) bar(builder, [x, y, RIVER_M - 1], [x, y, -1.5], 0.9, concrete, 12);
    box(builder, [0, y, -2.5], [11.6, 2, 1], concrete);
  }
}

function props(): Mesh {
  const builder = new MeshBuilder();
  const random = seededRandom(44);
  banks(builder);
  bridge(builder);
  for (const side of [-1, 1]) {
    const row = lampRow({
      at: [14, 40, 66, 92].map((y) => [side * 5.7, y] as const),
      heading: side > 0 ? Math.PI : 0,
      heightM: 7.5,
      armM: 1.6,
    });
    builder.place(row.mesh);
  }
  for (let index = 0; index < 34; index += 1) {
    const x = -150 + index * 9 + between(random, -2, 2);
    if (Math.abs(x) < 9) continue;
    const willow = tree({
      seed: 300 + index,
      heightM: between(random, 7, 11),
      crownM: between(random, 6, 9),
      clearM: 2,
      leaves: index % 3 === 0 ? '#7c8f3a' : '#5d7a33',
      sprays: 200,
    });
    builder.place(willow, { x, y: 107 + (index % 3) * 3 + Math.abs(x) * 0.03, heading: index });
  }
  for (const [x, y] of points('-13,4 -17,2.5 -25,5 12,3.4 19,2')) {
    builder.place(
      tree({ seed: 400 + x, heightM: 3.4, crownM: 3, clearM: 0.4, leaves: '#6b8438', sprays: 120 }),
      { x, y, heading: x },
    );
  }
  const blocks = [
    [-66, 5, '#a7aaa9'],
    [-36, 7, '#b59c86'],
    [-14, 4, '#aaa498'],
    [24, 6, '#b2a892'],
    [52, 9, '#a3a7ab'],
    [84, 11, '#b0a594'],
    [112, 7, '#aaa59c'],
  ] as const;
  for (const [index, [x, floors, wall]] of blocks.entries()) {
    builder.place(building({ widthM: 24, depthM: 12, floors, seed: 500 + index, wall, shops: true }), {
      x,
      y: 138 + (index % 3) * 8,
      heading: 0,
    });
  }
  builder.place(
    hills({
      from: [-700, 560, -10],
      to: [700, 600, -10],
      heightM: 190,
      seed: 11,
      tone: '#4e5f48',
      roughness: 7,
    }),
  );
  builder.place(hills({ from: [-500, 330, -5], to: [-60, 380, -5], heightM: 90, seed: 5, tone: '#4f5f3d' }));
  builder.place(pagoda(7, 9), { x: -88, y: 134, heading: 0.2 });
  return builder.build();
}

function life(): Actor[] {
  const random = seededRandom(9);
  const away = route(points('2.1,-20 2.1,200'));
  const towards = route(points('-2.1,200 -2.1,-20'));
  return [
    ...stream(away, { speed: 9.5, count: 5, offsetS: 1.2, make: () => anyVehicle(random) }),
    ...stream(towards, { speed: 9, count: 6, make: () => anyVehicle(random) }),
    ...stream(route(points('3.7,-20 3.7,200')), {
      speed: 5.5,
      count: 3,
      offsetS: 2,
      make: () => scooter(random),
    }),
    ...stream(route(points('-3.7,200 -3.7,-20')), {
      speed: 5.5,
      count: 3,
      offsetS: 4,
      make: () => scooter(random),
    }),
    ...walkers(random, points('5.2,-12 5.2,110'), 5, { spreadM: 0.3 }),
    ...walkers(random, points('-5.2,-12 -5.2,110'), 5, { spreadM: 0.3 }),
  ];
}

export const riverBridge: Scene = {
  name: 'river-bridge',
  tags: ['bridge', 'road', 'river', 'day'],
  title: { zh: '大桥', en: 'River bridge' },
  open: film(() => ({
    camera: { position: [-7.8, -7, 8.6], yawDeg: -6, pitchDeg: 9, fieldOfViewDeg: 68 },
    light: { ...sunny(-70, 33), fog: { colour: [0.68, 0.77, 0.86], perM: 0.0012 } },
    floor: ground(),
    props: props(),
    mirrorLevelM: RIVER_M,
    sunlit: { x: -10, y: 70, acrossM: 240 },
    actors: life(),
    look: dayLook,
    drift: { leaves: 1.2, water: 1.6 },
  })),
};
