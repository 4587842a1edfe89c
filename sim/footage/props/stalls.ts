import { type Mesh, MeshBuilder } from '../render/mesh.ts';
import { between, pick, type Random } from '../render/random.ts';
import { bar, box, loft } from '../render/shapes.ts';
import { paintTexture } from '../render/texture.ts';
import type { Vec3 } from '../render/vec.ts';
import { matte, steel } from './materials.ts';
import { ball } from './people.ts';

const cloths = [
  ['#b8332b', '#e9e4da'],
  ['#2d62a8', '#e9e6de'],
  ['#2f8055', '#ece8dc'],
  ['#c98b2a', '#f0e9d8'],
] as const;
const goods = [
  '#c63a2a',
  '#d98a26',
  '#5f9a3c',
  '#e2c23f',
  '#7a4a8a',
  '#88b04b',
  '#b56b3a',
  '#d9d4c4',
  '#a8252f',
];

/** A market stall with a sloped striped awning and crates of produce; its front looks to −y. */
export function stall(random: Random, widthM = 3): Mesh {
  const builder = new MeshBuilder();
  const [a, b] = pick(random, cloths);
  const texture = paintTexture({ width: 256, height: 32, texelsPerM: 80 }, (context) => {
    for (let stripe = 0; stripe < 8; stripe += 1) {
      context.fillStyle = stripe % 2 === 0 ? a : b;
      context.fillRect(stripe * 32, 0, 32, 32);
    }
  });
  const cloth = { colour: [0.95, 0.95, 0.95], texture, grain: 0.25 } as const;
  const w = widthM / 2;
  for (const x of [-w + 0.05, w - 0.05]) {
    bar(builder, [x, 0.9, 0], [x, 0.9, 2.7], 0.03, steel, 5);
    bar(builder, [x, -0.9, 0], [x, -0.9, 2.25], 0.03, steel, 5);
  }
  const rib = (y: number, z: number): Vec3[] =>
    Array.from(
      { length: 9 },
      (_, index): Vec3 => [-w + (index / 8) * widthM, y, z - Math.sin((index / 8) * Math.PI) * 0.05],
    );
  const ribs = [rib(1.2, 2.75), rib(0.2, 2.6), rib(-1.3, 2.2)];
  for (let row = 0; row < 2; row += 1) {
    for (let column = 0; column < 8; column += 1) {
      const [p, q, r, s] = [
        ribs[row]?.[column],
        ribs[row]?.[column + 1],
        ribs[row + 1]?.[column + 1],
        ribs[row + 1]?.[column],
      ] as [Vec3, Vec3, Vec3, Vec3];
      const [u0, u1] = [(column / 8) * 0.999, ((column + 1) / 8) * 0.999];
      builder.triangle({ at: p, uv: [u0, 0] }, { at: q, uv: [u1, 0] }, { at: r, uv: [u1, 1] }, cloth);
      builder.triangle({ at: p, uv: [u0, 0] }, { at: r, uv: [u1, 1] }, { at: s, uv: [u0, 1] }, cloth);
    }
  }
  builder.quad([-w, -1.3, 1.95], [w, -1.3, 1.95], [w, -1.3, 2.2], [-w, -1.3, 2.2], cloth);
  crates(builder, random, widthM);
  return builder.build();
}

/** Three rows of crates that slope to the buyer. */
function crates(builder: MeshBuilder, random: Random, widthM: number): void {
  const wood = matte('#8c7350', 0.5);
  box(builder, [0, 0.1, 0], [widthM - 0.2, 1.5, 0.55], matte('#6f6a60', 0.5));
  for (let row = 0; row < 3; row += 1) {
    const [y, z] = [-0.5 + row * 0.5, 0.5 + row * 0.16];
    for (let x = -widthM / 2 + 0.4; x < widthM / 2 - 0.2; x += 0.6) {
      box(builder, [x, y, z], [0.54, 0.45, 0.16], wood);
      const good = matte(pick(random, goods), 0.4);
      for (let piece = 0; piece < 6; piece += 1) {
        const size = between(random, 0.07, 0.12);
        ball(
          builder,
          [x + between(random, -0.19, 0.19), y + between(random, -0.15, 0.15), z + 0.17],
          [size, size, size],
          good,
        );
      }
    }
  }
}

/** A large sun umbrella over a cart or a table. */
export function parasol(hex: string, radiusM = 1.4): Mesh {
  const builder = new MeshBuilder();
  const cloth = matte(hex, 0.2);
  bar(builder, [0, 0, 0], [0, 0, 2.5], 0.03, steel, 5);
  const rim = (radius: number, z: number): Vec3[] =>
    Array.from(
      { length: 13 },
      (_, index): Vec3 => [
        Math.cos((index / 12) * 6.2832) * radius,
        Math.sin((index / 12) * 6.2832) * radius,
        z,
      ],
    );
  loft(builder, [rim(radiusM, 2.1), rim(radiusM * 0.6, 2.4), rim(0.02, 2.55)], cloth);
  box(builder, [0, 0, 0], [1.3, 0.8, 0.8], matte('#9a9488', 0.4));
  return builder.build();
}
