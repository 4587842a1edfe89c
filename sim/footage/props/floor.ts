import type { SKRSContext2D } from '@napi-rs/canvas';
import { type Material, type Mesh, MeshBuilder } from '../render/mesh.ts';
import { paintTexture } from '../render/texture.ts';

export interface FloorOptions {
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
  readonly z?: number;
  readonly pixelsPerM: number;
  readonly material?: Partial<Material>;
  /** Paints the plan in metres, seen from above, y up. */
  readonly paint: (plan: SKRSContext2D) => void;
}

/** Level ground with a painted plan. */
export function floor(options: FloorOptions): Mesh {
  const { x, y, pixelsPerM, z = 0 } = options;
  const size = {
    width: (x[1] - x[0]) * pixelsPerM,
    height: (y[1] - y[0]) * pixelsPerM,
    texelsPerM: pixelsPerM,
  };
  const texture = paintTexture(size, (context) => {
    context.scale(pixelsPerM, -pixelsPerM);
    context.translate(-x[0], -y[1]);
    options.paint(context);
  });
  const builder = new MeshBuilder();
  const material: Material = { colour: [1, 1, 1], texture, grain: 0.45, floor: true, ...options.material };
  builder.quad([x[0], y[0], z], [x[1], y[0], z], [x[1], y[1], z], [x[0], y[1], z], material);
  return builder.build();
}

/** Several meshes as one. */
export function together(...meshes: readonly Mesh[]): Mesh {
  const builder = new MeshBuilder();
  for (const mesh of meshes) builder.place(mesh, { x: 0, y: 0, heading: 0 });
  return builder.build();
}
