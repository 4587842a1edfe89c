import { type Material, type Mesh, MeshBuilder } from '../render/mesh.ts';
import { bar, box, loft } from '../render/shapes.ts';
import type { Vec3 } from '../render/vec.ts';
import { darkTrim, hair, lit, matte, paint, rubber, skin, steel } from './materials.ts';
import { ball } from './people.ts';

export interface RiderOptions {
  readonly paint: string;
  readonly top: string;
  readonly trousers: string;
  readonly helmet?: string;
  /** The sunshade that many e-bikes carry. */
  readonly canopy?: string;
  readonly passenger?: string;
  readonly lamps?: boolean;
  /** Nobody on it: it is parked. */
  readonly parked?: boolean;
}

function wheel(builder: MeshBuilder, x: number, radius: number, thick = 0.05): void {
  const ring = (size: number, y: number) =>
    Array.from({ length: 15 }, (_, index): Vec3 => {
      const angle = (index / 14) * Math.PI * 2;
      return [x + Math.cos(angle) * size, y, radius + Math.sin(angle) * size];
    });
  loft(
    builder,
    [ring(radius * 0.55, thick), ring(radius, thick), ring(radius, -thick), ring(radius * 0.55, -thick)],
    rubber,
  );
}

function seated(
  builder: MeshBuilder,
  at: Vec3,
  cloth: Material,
  legs: Material,
  head: Material,
  hands: Vec3,
): void {
  const [x, y, z] = at;
  for (const side of [-1, 1]) {
    const knee: Vec3 = [x + 0.38, y + side * 0.13, z - 0.02];
    bar(builder, [x, y + side * 0.1, z + 0.05], knee, 0.085, legs);
    bar(builder, knee, [x + 0.32, y + side * 0.13, z - 0.42], 0.065, legs);
    bar(builder, [x + 0.06, y + side * 0.2, z + 0.5], [hands[0], side * hands[1], hands[2]], 0.05, cloth);
  }
  ball(builder, [x + 0.02, y, z + 0.28], [0.15, 0.2, 0.33], cloth);
  ball(builder, [x + 0.06, y, z + 0.5], [0.12, 0.22, 0.12], cloth);
  ball(builder, [x + 0.1, y, z + 0.74], [0.09, 0.09, 0.11], skin);
  ball(builder, [x + 0.085, y, z + 0.79], [0.125, 0.12, 0.12], head);
}

/** Somebody on an electric scooter or motorcycle, heading along +x. */
export function rider(options: RiderOptions): Mesh {
  const builder = new MeshBuilder();
  const body = paint(options.paint);
  for (const x of [-0.62, 0.62]) wheel(builder, x, 0.25);
  ball(builder, [-0.45, 0, 0.52], [0.42, 0.15, 0.2], body);
  ball(builder, [-0.3, 0, 0.74], [0.42, 0.14, 0.06], darkTrim);
  box(builder, [0.12, 0, 0.28], [0.5, 0.26, 0.08], darkTrim);
  ball(builder, [0.46, 0, 0.6], [0.1, 0.2, 0.34], body);
  bar(builder, [0.62, 0, 0.28], [0.44, 0, 1.02], 0.04, steel);
  bar(builder, [0.42, -0.33, 1.02], [0.42, 0.33, 1.02], 0.025, darkTrim);
  ball(
    builder,
    [0.54, 0, 0.92],
    [0.07, 0.1, 0.08],
    options.lamps === true ? lit('#fff1d0', 60, true) : steel,
  );
  ball(
    builder,
    [-0.88, 0, 0.6],
    [0.04, 0.1, 0.05],
    options.lamps === true ? lit('#ff1c12', 4) : paint('#8c1a14'),
  );
  const head = options.helmet === undefined ? hair : paint(options.helmet);
  if (options.parked === true) return builder.build();
  seated(builder, [-0.2, 0, 0.78], matte(options.top), matte(options.trousers), head, [0.42, 0.3, 1.04]);
  if (options.passenger !== undefined) {
    seated(builder, [-0.62, 0, 0.8], matte(options.passenger), matte('#2a2d38'), hair, [-0.2, 0.2, 1.1]);
  }
  if (options.canopy !== undefined) {
    const cloth = matte(options.canopy);
    for (const x of [0.5, -0.85]) bar(builder, [x, 0, 0.8], [x * 0.95, 0, 1.92], 0.02, steel, 4);
    const rib = (x: number, z: number): Vec3[] => [
      [x, 0.42, z - 0.1],
      [x, 0.2, z],
      [x, 0, z + 0.02],
      [x, -0.2, z],
      [x, -0.42, z - 0.1],
    ];
    loft(builder, [rib(0.85, 1.78), rib(0.5, 1.95), rib(-0.5, 1.97), rib(-1.05, 1.86)], cloth);
  }
  return builder.build();
}

/** A cargo tricycle with its driver, heading along +x. */
export function tricycle(options: {
  readonly paint: string;
  readonly top: string;
  readonly load?: string;
  readonly lamps?: boolean;
}): Mesh {
  const builder = new MeshBuilder();
  const body = paint(options.paint);
  wheel(builder, 1.05, 0.28, 0.06);
  for (const side of [-0.5, 0.5]) {
    bar(builder, [-0.75, side - 0.06, 0.29], [-0.75, side + 0.06, 0.29], 0.29, rubber, 12);
  }
  box(builder, [-0.7, 0, 0.5], [1.5, 1.05, 0.06], darkTrim);
  for (const side of [-0.52, 0.52]) box(builder, [-0.7, side, 0.52], [1.5, 0.04, 0.36], body);
  for (const x of [-1.45, 0.05]) box(builder, [x, 0, 0.52], [0.04, 1.05, 0.36], body);
  box(builder, [0.55, 0, 0.35], [0.9, 0.3, 0.2], body);
  ball(builder, [1.0, 0, 0.75], [0.14, 0.2, 0.3], body);
  ball(
    builder,
    [1.12, 0, 0.95],
    [0.07, 0.1, 0.08],
    options.lamps === true ? lit('#fff1d0', 60, true) : steel,
  );
  bar(builder, [0.85, -0.35, 1.05], [0.85, 0.35, 1.05], 0.025, darkTrim);
  seated(builder, [0.3, 0, 0.75], matte(options.top), matte('#33363d'), hair, [0.85, 0.32, 1.06]);
  if (options.load !== undefined) {
    for (const [x, y, size] of [
      [-1.05, 0.2, 0.34],
      [-0.5, -0.15, 0.4],
      [-0.95, -0.25, 0.3],
      [-0.4, 0.25, 0.28],
    ] as const) {
      ball(builder, [x, y, 0.75], [size, size * 0.8, size * 0.7], matte(options.load));
    }
  }
  return builder.build();
}
