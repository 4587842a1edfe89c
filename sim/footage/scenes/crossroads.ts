import type { SKRSContext2D } from '@napi-rs/canvas';
import { points } from '../motion/points.ts';
import { building } from '../props/buildings.ts';
import { floor } from '../props/floor.ts';
import { kerb, laneRailing, signalMast } from '../props/furniture.ts';
import { lampRow, WARM_WHITE } from '../props/lamp-row.ts';
import {
  area,
  arrow,
  line,
  paving,
  rectangle,
  tyreTracks,
  WHITE_MARK,
  wear,
  YELLOW_MARK,
  zebra,
} from '../props/road-marks.ts';
import { tree } from '../props/trees.ts';
import type { Lamp } from '../render/light.ts';
import { type Mesh, MeshBuilder } from '../render/mesh.ts';
import { seededRandom } from '../render/random.ts';

const ROAD = '#4c4d4f';
const SLABS = ['#8d8177', '#94887e', '#867b72'];

/** The crossing of two roads with lights: one runs along y through x = 0, the other along x through y = 32. */
export function crossroadsFloor(): Mesh {
  return floor({
    x: [-60, 60],
    y: [-14, 110],
    pixelsPerM: 22,
    paint: (plan) => {
      const random = seededRandom(3);
      rectangle(plan, '#7c776e', [-60, 60], [-14, 110]);
      rectangle(plan, ROAD, [-9, 9], [-14, 110]);
      rectangle(plan, ROAD, [-60, 60], [24, 40]);
      for (const side of [-1, 1]) {
        paving(plan, side < 0 ? [-15, -9] : [9, 15], [-14, 24], SLABS, random);
        paving(plan, side < 0 ? [-15, -9] : [9, 15], [40, 110], SLABS, random);
        for (const [y, tip] of points('24,20 40,44')) {
          area(plan, ROAD, [
            [side * 13, y],
            [side * 9, y],
            [side * 9, tip],
          ]);
        }
      }
      for (const x of [-6.4, -2.7, 2.7, 6.4])
        tyreTracks(plan, [
          [x, -14],
          [x, 110],
        ]);
      for (const y of [28, 36])
        tyreTracks(plan, [
          [-60, y],
          [60, y],
        ]);
      wear(plan, [-9, 9], [-14, 60], random);
      wear(plan, [-60, 60], [24, 40], random);
      laneMarks(plan);
    },
  });
}

function laneMarks(plan: SKRSContext2D): void {
  for (const [y0, y1] of points('-14,19 45,110')) {
    line(
      plan,
      [
        [0, y0],
        [0, y1],
      ],
      { stroke: YELLOW_MARK, widthM: 0.18 },
    );
    for (const x of [-4.5, 4.5])
      line(
        plan,
        [
          [x, y0],
          [x, y1],
        ],
        { dash: [3, 3] },
      );
    for (const x of [-8.6, 8.6])
      line(plan, [
        [x, y0],
        [x, y1],
      ]);
  }
  for (const [x0, x1] of points('-60,-13 13,60')) {
    line(
      plan,
      [
        [x0, 32],
        [x1, 32],
      ],
      { stroke: YELLOW_MARK, widthM: 0.18 },
    );
    for (const y of [28, 36])
      line(
        plan,
        [
          [x0, y],
          [x1, y],
        ],
        { dash: [3, 3] },
      );
  }
  zebra(plan, [-8.6, 8.6], [20, 23.4], 'y');
  zebra(plan, [-8.6, 8.6], [40.6, 44], 'y');
  zebra(plan, [-13, -9.6], [24.6, 39.4], 'x');
  zebra(plan, [9.6, 13], [24.6, 39.4], 'x');
  rectangle(plan, WHITE_MARK, [0.1, 8.6], [18.6, 19.1]);
  rectangle(plan, WHITE_MARK, [-8.6, -0.1], [45, 45.5]);
  for (const x of [2.4, 6.6]) {
    for (const y of [4, 15]) arrow(plan, x, y, Math.PI / 2);
  }
}

/** What stands around the crossing, and the light its lamps give at night. */
export function crossroadsProps(night: boolean): { readonly mesh: Mesh; readonly lamps: readonly Lamp[] } {
  const builder = new MeshBuilder();
  const after = night ? { lit: 0.34, glow: 0.5, signGlow: 1.5 } : {};
  const corner = { ...after, depthM: 13, shops: true };
  const far = { ...after, depthM: 14 };
  const left = -Math.PI / 2;
  builder.place(building({ ...corner, widthM: 34, floors: 6, seed: 1, wall: '#b5a78f' }), {
    x: -33,
    y: 52,
    heading: 0,
  });
  builder.place(building({ ...corner, widthM: 30, floors: 5, seed: 5, wall: '#a9adae', kind: 'office' }), {
    x: 31,
    y: 53,
    heading: 0,
  });
  builder.place(building({ ...corner, widthM: 40, floors: 7, seed: 8, wall: '#a18775' }), {
    x: -23,
    y: 86,
    heading: -left,
  });
  builder.place(building({ ...corner, widthM: 44, floors: 9, seed: 9, wall: '#b3ad9f' }), {
    x: 24,
    y: 88,
    heading: left,
  });
  builder.place(building({ ...far, widthM: 30, floors: 12, seed: 11, wall: '#9ea3a8' }), {
    x: -6,
    y: 150,
    heading: 0,
  });
  builder.place(building({ ...far, widthM: 24, floors: 16, seed: 14, wall: '#aba091' }), {
    x: 32,
    y: 160,
    heading: 0,
  });
  const lamps: Lamp[] = [];
  for (const side of [-1, 1]) {
    kerb(builder, [
      [side * 9, -14],
      [side * 9, 20],
      [side * 13, 24],
      [side * 60, 24],
    ]);
    kerb(builder, [
      [side * 9, 110],
      [side * 9, 44],
      [side * 13, 40],
      [side * 60, 40],
    ]);
    for (const [index, y] of [3, 12.5, 51, 59, 68, 77, 86, 95].entries()) {
      const seed = 20 + index * 2 + side;
      const street = tree({
        seed,
        heightM: 6.8,
        crownM: 4.4,
        clearM: 2.3,
        leaves: '#4c6a2d',
        whitewashed: true,
        sprays: 190,
      });
      builder.place(street, { x: side * 11.6, y, heading: index * 2 });
    }
    const row = lampRow({
      at: [17.5, 47.5, 73, 98].map((y) => [side * 9.9, y] as const),
      heading: side > 0 ? Math.PI : 0,
      heightM: 8.5,
      armM: 2.2,
      ...(night ? { light: WARM_WHITE } : {}),
    });
    builder.place(row.mesh);
    lamps.push(...row.lamps);
  }
  // Shop windows and signs light the pavement before them.
  for (const x of night ? [-44, -36, -28, -20, 20, 28, 36, 44] : []) {
    lamps.push({ at: [x, 44.4, 2.6], colour: [9, 7.6, 5.6], focus: 0, aim: [0, 0, -1] });
  }
  laneRailing(builder, [0, 46.5, 0], [0, 104, 0]);
  builder.place(signalMast(6), { x: 10.6, y: 44.6, heading: Math.PI });
  builder.place(signalMast(5), { x: 14, y: 22.6, heading: Math.PI / 2 });
  builder.place(signalMast(5), { x: -14, y: 41.5, heading: left });
  return { mesh: builder.build(), lamps };
}
