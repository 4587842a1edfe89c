import { driver, stander, stream } from '../motion/actors.ts';
import { halting } from '../motion/journey.ts';
import { points } from '../motion/points.ts';
import { route } from '../motion/route.ts';
import { floor, together } from '../props/floor.ts';
import { booth } from '../props/furniture.ts';
import { anyVehicle, goodsLorry, policeCar, privateCar } from '../props/garage.ts';
import { lampRow } from '../props/lamp-row.ts';
import { hills, plain } from '../props/landscape.ts';
import { matte } from '../props/materials.ts';
import { arrow, line, rectangle, tyreTracks, wear, YELLOW_MARK } from '../props/road-marks.ts';
import { cone, crashBarrier, gantry } from '../props/roadblock.ts';
import { hang } from '../props/text.ts';
import { hedge, tree } from '../props/trees.ts';
import type { Actor } from '../render/actor.ts';
import { type Mesh, MeshBuilder } from '../render/mesh.ts';
import { between, seededRandom } from '../render/random.ts';
import { bar, box } from '../render/shapes.ts';
import type { Scene } from '../scene.ts';
import { dayLook, sunny } from './daylight.ts';
import { film } from './film.ts';

/** Lanes away from the camera are at x = 2.2, 6 and 9.8; the inspection bay is at 14; lanes back are left of the median. */
function ground(): Mesh {
  const road = floor({
    x: [-40, 50],
    y: [-14, 160],
    pixelsPerM: 16,
    paint: (plan) => {
      const random = seededRandom(12);
      rectangle(plan, '#69703f', [-40, 50], [-14, 160]);
      rectangle(plan, '#4d4e50', [-13.5, 16.5], [-14, 160]);
      rectangle(plan, '#7e7a72', [16.5, 34], [2, 48]);
      rectangle(plan, '#5a6a34', [-1.4, -0.1], [-14, 160]);
      for (const x of [2.2, 6, 9.8, -3.6, -7.4, -11.2])
        tyreTracks(plan, [
          [x, -14],
          [x, 160],
        ]);
      wear(plan, [-13.5, 16.5], [-14, 90], random, 0.9);
      for (const x of [4.1, 7.9, -5.5, -9.3])
        line(
          plan,
          [
            [x, -14],
            [x, 160],
          ],
          { dash: [6, 9] },
        );
      for (const x of [0.3, 11.9, -1.7, -13.1])
        line(
          plan,
          [
            [x, -14],
            [x, 160],
          ],
          { widthM: 0.2 },
        );
      line(plan, points('16.2,-14 16.2,160'), { stroke: YELLOW_MARK, widthM: 0.2 });
      for (let y = 20; y < 28; y += 1.6) rectangle(plan, 'rgba(226,226,220,0.7)', [0.6, 11.6], [y, y + 0.45]);
      for (const x of [2.2, 6, 9.8]) arrow(plan, x, 9, Math.PI / 2);
    },
  });
  return together(road, plain('#6c7345'));
}

function props(): Mesh {
  const builder = new MeshBuilder();
  const boards = [
    { x: 3.4, text: '前方检查站', widthM: 5.4 },
    { x: 10, text: '减速慢行', widthM: 5, ground: '#1d7a45' },
  ];
  const lanes = [
    { x: 2.2, open: true },
    { x: 6, open: true },
    { x: 9.8, open: true },
    { x: 14, open: false },
  ];
  builder.place(gantry({ from: -0.7, to: 17.4, heightM: 6.6, boards, lanes }), { x: 0, y: 36, heading: 0 });
  for (const x of [-0.2, -1.4]) crashBarrier(builder, [x, -14, 0], [x, 160, 0]);
  crashBarrier(builder, [-13.9, -14, 0], [-13.9, 160, 0]);
  crashBarrier(builder, [17, 50, 0], [17, 160, 0]);
  builder.place(
    hedge({
      seed: 4,
      from: [-0.8, -14, 0],
      to: [-0.8, 110, 0],
      widthM: 0.7,
      heightM: 0.9,
      leaves: '#5f7a34',
    }),
  );
  const cones = [
    ...Array.from({ length: 9 }, (_, index) => [12.2, 2 + index * 3.4]),
    [12.6, 0],
    [13.4, -2],
    [14.4, -4],
  ] as [number, number][];
  for (const [x, y] of cones) builder.place(cone(), { x, y, heading: 0 });
  builder.place(booth('#e0e3e4', '#2d5a9c'), { x: 20, y: 18, heading: 0 });
  builder.place(booth('#e0e3e4', '#2d5a9c'), { x: 20, y: 27, heading: 0 });
  canopy(builder);
  const random = seededRandom(2);
  builder.place(policeCar(random).rolling, { x: 18.6, y: 8, heading: Math.PI / 2 - 0.25 });
  builder.place(policeCar(random).rolling, { x: 24, y: 10, heading: Math.PI / 2 + 0.1 });
  builder.place(privateCar(random, false, { kind: 'van', paint: '#d9dbdb' }).rolling, {
    x: 28,
    y: 12,
    heading: Math.PI / 2,
  });
  for (const x of [-15.5, 36]) {
    for (let y = 8; y < 150; y += 11) {
      builder.place(
        tree({
          seed: 800 + y + Math.round(x),
          heightM: between(random, 8, 12),
          crownM: 4.6,
          clearM: 2.2,
          leaves: '#55723a',
          column: 0.7,
          whitewashed: true,
          sprays: 170,
        }),
        { x: x + between(random, -1, 1), y, heading: y },
      );
    }
  }
  const row = lampRow({
    at: [10, 60, 110].map((y) => [-0.8, y] as const),
    heading: 0,
    heightM: 10,
    armM: 2.5,
  });
  builder.place(row.mesh);
  builder.place(
    hills({
      from: [-600, 420, -5],
      to: [600, 460, -5],
      heightM: 95,
      seed: 21,
      tone: '#55653f',
      roughness: 6,
    }),
  );
  builder.place(hills({ from: [-60, 250, -3], to: [420, 280, -3], heightM: 38, seed: 8, tone: '#586a3a' }));
  return builder.build();
}

/** The roof over the inspection bay. */
function canopy(builder: MeshBuilder): void {
  const blue = matte('#2d5a9c', 0.2);
  for (const [x, y] of points('17.6,12 17.6,32 30,12 30,32'))
    bar(builder, [x, y, 0], [x, y, 5], 0.2, matte('#d5d8da'), 8);
  box(builder, [22.4, 22, 5], [19, 24, 0.5], matte('#d5d8da', 0.2), { top: matte('#7f8d99', 0.3) });
  box(builder, [22.4, 9.9, 4.9], [19.2, 0.2, 1.2], blue);
  hang(builder, [13.4, 9.74, 5], 0, {
    text: '公安检查站',
    ink: '#f4f6f8',
    ground: '#2d5a9c',
    widthM: 8,
    heightM: 1,
  });
}

const officer = { top: '#c4dd2e', hat: '#1c2740', trousers: '#1c2536' };

function life(): Actor[] {
  const random = seededRandom(51);
  const away = (x: number) =>
    route([
      [x, -20],
      [x, 260],
    ]);
  const back = (x: number) =>
    route([
      [x, 260],
      [x, -20],
    ]);
  const bay = route(points('9.8,-22 10.6,-12 13.6,0 14,12 14,40 12,56 9.8,72 9.8,260'));
  return [
    ...stream(away(2.2), { speed: 12, count: 7, offsetS: 0.5, make: () => privateCar(random) }),
    ...stream(away(6), { speed: 10.5, count: 6, offsetS: 1.7, make: () => anyVehicle(random) }),
    driver(goodsLorry(random, false, 8), bay, halting(bay.lengthM, 8, { haltM: 43, haltS: 4, goS: 12.5 })),
    driver(privateCar(random), bay, halting(bay.lengthM, 8, { haltM: 34, haltS: 8, goS: 15.2 })),
    ...stream(back(-3.6), { speed: 15, count: 6, make: () => privateCar(random) }),
    ...stream(back(-7.4), { speed: 13, count: 5, offsetS: 1.4, make: () => anyVehicle(random) }),
    ...stream(back(-11.2), { speed: 11, count: 3, offsetS: 2.2, make: () => goodsLorry(random, false, 8.5) }),
    stander(random, 12.2, 22.5, 0.2, officer),
    stander(random, 15.9, 20.5, 3, officer),
    stander(random, 11.6, -1.5, -1.5, officer),
    stander(random, 17.4, 14, 2.4, { ...officer, top: '#1c2536' }),
    stander(random, 18.4, 24, 3.1, { ...officer, top: '#1c2536' }),
  ];
}

export const checkpoint: Scene = {
  name: 'checkpoint',
  tags: ['checkpoint', 'road', 'highway', 'day'],
  title: { zh: '省道卡口', en: 'Highway checkpoint' },
  open: film(() => ({
    camera: { position: [7, -9, 9.4], yawDeg: 3, pitchDeg: 13.5, fieldOfViewDeg: 66 },
    light: sunny(-105, 44),
    floor: ground(),
    props: props(),
    mirrorLevelM: 0,
    sunlit: { x: 6, y: 55, acrossM: 200 },
    actors: life(),
    look: dayLook,
    drift: { leaves: 1.4, water: 0 },
  })),
};
