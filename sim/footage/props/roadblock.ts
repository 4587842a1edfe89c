import { type Mesh, MeshBuilder } from '../render/mesh.ts';
import { bar, box, loft } from '../render/shapes.ts';
import type { Vec3 } from '../render/vec.ts';
import { darkTrim, lit, matte, paint, steel } from './materials.ts';
import { hang } from './text.ts';

/** A traffic cone. */
export function cone(): Mesh {
  const builder = new MeshBuilder();
  const ring = (radius: number, z: number): Vec3[] =>
    Array.from(
      { length: 9 },
      (_, index): Vec3 => [
        Math.cos((index / 8) * 6.2832) * radius,
        Math.sin((index / 8) * 6.2832) * radius,
        z,
      ],
    );
  const [red, white] = [matte('#d2401e'), matte('#ecebe6')];
  box(builder, [0, 0, 0], [0.38, 0.38, 0.04], red);
  loft(builder, [ring(0.16, 0.03), ring(0.11, 0.28), ring(0.08, 0.45), ring(0.03, 0.7)], (row) =>
    row === 1 ? white : red,
  );
  return builder.build();
}

/** A steel beam over a road from x = `from` to x = `to`, with boards that drivers who come from −y read. */
export function gantry(options: {
  readonly from: number;
  readonly to: number;
  readonly heightM: number;
  readonly boards: readonly {
    readonly x: number;
    readonly text: string;
    readonly widthM: number;
    readonly ground?: string;
  }[];
  readonly lanes: readonly { readonly x: number; readonly open: boolean }[];
}): Mesh {
  const builder = new MeshBuilder();
  const { from, to, heightM } = options;
  for (const x of [from, to]) {
    for (const y of [-0.5, 0.5]) bar(builder, [x, y, 0], [x, y, heightM + 1.2], 0.14, steel, 8);
  }
  for (const z of [heightM, heightM + 1.1]) {
    for (const y of [-0.5, 0.5]) bar(builder, [from, y, z], [to, y, z], 0.08, steel, 6);
  }
  const steps = Math.round((to - from) / 1.2);
  for (let step = 0; step < steps; step += 1) {
    const [x0, x1] = [from + ((to - from) * step) / steps, from + ((to - from) * (step + 1)) / steps];
    bar(
      builder,
      [x0, -0.5, heightM + (step % 2) * 1.1],
      [x1, -0.5, heightM + ((step + 1) % 2) * 1.1],
      0.04,
      steel,
      4,
    );
  }
  for (const { x, text, widthM, ground = '#1f4f9e' } of options.boards) {
    box(builder, [x, -0.58, heightM - 0.4], [widthM + 0.1, 0.08, 2.1], darkTrim);
    hang(builder, [x - widthM / 2, -0.64, heightM - 0.35], 0, {
      text,
      ink: '#f4f6f8',
      ground,
      widthM,
      heightM: 2,
    });
  }
  for (const { x, open } of options.lanes) {
    box(builder, [x, -0.7, heightM - 1], [0.8, 0.2, 0.8], darkTrim);
    const lamp = open ? lit('#30e07a', 3) : lit('#ff3326', 3);
    bar(
      builder,
      [x - 0.22, -0.83, heightM - 0.8],
      [x + (open ? 0 : 0.22), -0.83, heightM - (open ? 0.86 : 0.36)],
      0.05,
      lamp,
      4,
    );
    bar(
      builder,
      [x + 0.22, -0.83, heightM - 0.8],
      [x - (open ? 0 : 0.22), -0.83, heightM - (open ? 0.86 : 0.36)],
      0.05,
      lamp,
      4,
    );
    if (open) bar(builder, [x, -0.83, heightM - 0.86], [x, -0.83, heightM - 0.3], 0.05, lamp, 4);
    box(builder, [x + 0.9, -0.75, heightM - 0.3], [0.22, 0.5, 0.2], paint('#e4e6e8'));
    box(builder, [x - 0.9, -0.75, heightM - 0.3], [0.3, 0.3, 0.24], paint('#e4e6e8'));
  }
  return builder.build();
}

/** A steel crash barrier from one point to another. */
export function crashBarrier(builder: MeshBuilder, from: Vec3, to: Vec3): void {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const posts = Math.round(length / 4);
  const along = (t: number, z: number): Vec3 => [
    from[0] + (to[0] - from[0]) * t,
    from[1] + (to[1] - from[1]) * t,
    from[2] + z,
  ];
  for (let post = 0; post <= posts; post += 1)
    bar(builder, along(post / posts, 0), along(post / posts, 0.75), 0.07, steel, 5);
  for (const z of [0.48, 0.6, 0.72])
    bar(builder, along(0, z), along(1, z), z === 0.6 ? 0.05 : 0.075, steel, 5);
}
