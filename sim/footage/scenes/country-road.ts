import type { SKRSContext2D } from '@napi-rs/canvas';
import { points } from '../motion/points.ts';
import { type Route, route } from '../motion/route.ts';
import { house } from '../props/buildings.ts';
import { floor, together } from '../props/floor.ts';
import { poleLine } from '../props/furniture.ts';
import { hills, plain } from '../props/landscape.ts';
import { line, rectangle } from '../props/road-marks.ts';
import { hedge, tree } from '../props/trees.ts';
import { type Mesh, MeshBuilder } from '../render/mesh.ts';
import { between, type Random, seededRandom } from '../render/random.ts';

/** A country road that winds away through fields; shared by the scenes at dusk and in fog. */
const COURSE = points('-3,-20 -1,0 2,24 0,52 -12,84 -22,118 -14,160 8,210 14,260');

/** The course, shifted to its right by `aside` metres. */
export function lane(aside: number, back = false): Route {
  const middle = route(COURSE);
  const points = Array.from({ length: 48 }, (_, index): [number, number] => {
    const { x, y, heading } = middle.at((index / 47) * middle.lengthM);
    return [x + Math.sin(heading) * aside, y - Math.cos(heading) * aside];
  });
  return route(back ? points.toReversed() : points);
}

function fields(plan: SKRSContext2D, random: Random): void {
  const tones = ['#77733c', '#66702f', '#8a7a48', '#5d6b31', '#80713f', '#6f6038'];
  for (let x = -130; x < 130; x += 22) {
    for (let y = -20; y < 280; y += 34) {
      rectangle(plan, tones[Math.floor(random() * tones.length)] as string, [x, x + 22], [y, y + 34]);
      const rows = between(random, 0, 1) < 0.7;
      for (let row = 0; rows && row < 22; row += 0.9)
        rectangle(plan, 'rgba(40,38,18,0.28)', [x + row, x + row + 0.4], [y, y + 34]);
      line(
        plan,
        [
          [x, y],
          [x + 22, y],
          [x + 22, y + 34],
        ],
        { stroke: '#5c5a34', widthM: 0.7 },
      );
    }
  }
}

export function countryFloor(): Mesh {
  const ground = floor({
    x: [-130, 130],
    y: [-20, 270],
    pixelsPerM: 11,
    material: { grain: 0.7 },
    paint: (plan) => {
      const random = seededRandom(14);
      fields(plan, random);
      const along = (aside: number) => {
        const way = lane(aside);
        return Array.from({ length: 200 }, (_, index): [number, number] => {
          const { x, y } = way.at((index / 199) * way.lengthM);
          return [x, y];
        });
      };
      line(plan, along(0), { stroke: '#6d6247', widthM: 12 });
      line(plan, along(0), { stroke: '#4f4f50', widthM: 7.4 });
      for (const aside of [-1.9, 1.9])
        line(plan, along(aside), { stroke: 'rgba(24,24,25,0.2)', widthM: 1.9 });
      for (const aside of [-3.4, 3.4]) line(plan, along(aside), { widthM: 0.16 });
      line(plan, along(0), { stroke: 'rgba(214,164,52,0.85)', widthM: 0.16, dash: [4, 5] });
    },
  });
  return together(ground, plain('#66653a'));
}

/** Poplars on both sides, from where the camera does not see through them. */
function poplars(builder: MeshBuilder, random: Random, leaves: string): void {
  const middle = route(COURSE);
  for (let metres = 24; metres < middle.lengthM; metres += 9) {
    const { x, y, heading } = middle.at(metres);
    for (const side of [-1, 1]) {
      if (side > 0 && metres < 60) continue;
      const out = side * (6 + between(random, -0.4, 0.4));
      const poplar = tree({
        seed: 700 + metres + side,
        heightM: between(random, 11, 16),
        crownM: 4.2,
        clearM: 2.6,
        leaves,
        column: 0.9,
        whitewashed: true,
        sprays: 200,
      });
      builder.place(poplar, {
        x: x + Math.sin(heading) * out,
        y: y - Math.cos(heading) * out,
        heading: metres,
      });
    }
  }
}

/** What stands along the road, with trees in the colour of the season. */
export function countryProps(leaves: string): Mesh {
  const builder = new MeshBuilder();
  poplars(builder, seededRandom(66), leaves);
  poleLine(builder, points('9,2 12,42 4,88 -8,132 0,180'), 9);
  for (const [x, y, turn] of [
    [34, 92, 0.3],
    [48, 100, 0.1],
    [41, 118, -0.2],
    [58, 122, 0.2],
    [-52, 128, -0.4],
    [-66, 138, 0],
  ] as const) {
    builder.place(
      house({
        widthM: 12,
        depthM: 8,
        floors: 1 + (x % 2),
        seed: 720 + y,
        wall: '#b8ac98',
        roof: x % 3 === 0 ? '#84493a' : '#676563',
        lit: 0.5,
      }),
      { x, y, heading: turn },
    );
    builder.place(tree({ seed: 740 + y, heightM: 9, crownM: 7, clearM: 2, leaves }), {
      x: x + 9,
      y: y + 3,
      heading: y,
    });
  }
  builder.place(hedge({ seed: 31, from: [6.4, -4, 0], to: [9.4, 34, 0], widthM: 1.6, heightM: 0.8, leaves }));
  builder.place(
    hills({
      from: [-520, 400, -4],
      to: [560, 440, -4],
      heightM: 130,
      seed: 17,
      tone: '#4d5238',
      roughness: 6,
    }),
  );
  builder.place(hills({ from: [60, 290, -2], to: [420, 330, -2], heightM: 52, seed: 6, tone: '#545636' }));
  return builder.build();
}
