import { type Material, type Mesh, MeshBuilder } from '../render/mesh.ts';
import { box, loft } from '../render/shapes.ts';
import type { Vec3 } from '../render/vec.ts';
import { wheels } from './car.ts';
import { chrome, darkTrim, glass, lit, matte, paint, plateBlue } from './materials.ts';

type Lamps = 'off' | 'on' | 'braking';

/** A rounded body along x: a loft of the same cross-section, drawn in at the ends. */
function shell(
  builder: MeshBuilder,
  ends: readonly [number, number],
  width: number,
  z: readonly [number, number],
  material: Material,
): void {
  const ring = (x: number, inset: number): Vec3[] => {
    const w = width / 2 - inset;
    const [low, high] = [z[0] + inset, z[1] - inset];
    return [
      [x, w, low],
      [x, w, high - 0.25],
      [x, w - 0.08, high - 0.07],
      [x, w - 0.3, high],
      [x, -w + 0.3, high],
      [x, -w + 0.08, high - 0.07],
      [x, -w, high - 0.25],
      [x, -w, low],
    ];
  };
  const [back, front] = ends;
  loft(builder, [ring(back, 0.1), ring(back + 0.12, 0), ring(front - 0.12, 0), ring(front, 0.1)], material);
  for (const end of ends) {
    const rim = ring(end, 0.1);
    for (let side = 1; side < rim.length - 1; side += 1) {
      const [a, b, c] = [rim[0], rim[side], rim[side + 1]] as [Vec3, Vec3, Vec3];
      builder.triangle({ at: a }, { at: b }, { at: c }, material);
    }
  }
}

function panel(
  builder: MeshBuilder,
  x: number,
  w: number,
  z: readonly [number, number],
  material: Material,
  y = 0,
): void {
  builder.quad(
    [x, y - w / 2, z[0]],
    [x, y + w / 2, z[0]],
    [x, y + w / 2, z[1]],
    [x, y - w / 2, z[1]],
    material,
  );
}

function lampsOf(
  builder: MeshBuilder,
  front: number,
  back: number,
  width: number,
  z: number,
  lamps: Lamps,
): void {
  const head = lamps === 'off' ? chrome : lit('#fff1d8', 120, true);
  const tail =
    lamps === 'braking' ? lit('#ff2a1a', 4) : lamps === 'on' ? lit('#ff1c12', 1.6) : paint('#7c1512');
  for (const side of [-1, 1]) {
    panel(builder, front + 0.03, 0.34, [z, z + 0.2], head, side * width * 0.38);
    panel(builder, back - 0.03, 0.22, [z + 0.05, z + 0.4], tail, side * width * 0.42);
  }
  panel(builder, front + 0.035, 0.44, [z - 0.15, z - 0.02], plateBlue);
}

/** A county bus or coach. */
export function bus(options: {
  readonly paint: string;
  readonly stripe: string;
  readonly length?: number;
  readonly lamps?: Lamps;
}): Mesh {
  const builder = new MeshBuilder();
  const length = options.length ?? 9.5;
  const half = length / 2;
  const width = 2.45;
  const stripe = paint(options.stripe);
  shell(builder, [-half, half], width, [0.32, 3.1], paint(options.paint));
  for (const side of [-1, 1]) {
    const y = side * (width / 2 + 0.012);
    const along = (x0: number, x1: number, z0: number, z1: number, material: Material) =>
      builder.quad([x0, y, z0], [x1, y, z0], [x1, y, z1], [x0, y, z1], material);
    along(-half + 0.25, half - 0.3, 0.75, 1.25, stripe);
    const panes = Math.round((length - 1) / 1.45);
    for (let pane = 0; pane < panes; pane += 1) {
      const x = -half + 0.35 + (pane * (length - 0.7)) / panes;
      along(x, x + (length - 0.7) / panes - 0.09, 1.55, 2.55, glass);
    }
    along(half - 1.5, half - 0.55, 0.45, 2.5, darkTrim);
  }
  panel(builder, half + 0.02, width * 0.86, [1.25, 2.5], glass);
  panel(
    builder,
    half + 0.02,
    width * 0.6,
    [2.58, 2.85],
    options.lamps === 'off' || options.lamps === undefined ? darkTrim : lit('#ff9a3c', 1.6),
  );
  panel(builder, -half - 0.02, width * 0.74, [1.7, 2.5], glass);
  panel(builder, -half - 0.02, width * 0.9, [0.75, 1.3], stripe);
  box(builder, [-half * 0.3, 0, 3.1], [2.2, 1.6, 0.2], matte('#c9ccce'));
  wheels(builder, length * 0.29, width, 0.46);
  lampsOf(builder, half, -half, width, 0.62, options.lamps ?? 'off');
  return builder.build();
}

/** A lorry: a cab and a box, or a low-sided bed with its load. */
export function lorry(options: {
  readonly paint: string;
  readonly cargo: string;
  readonly body: 'box' | 'bed';
  readonly length?: number;
  readonly lamps?: Lamps;
}): Mesh {
  const builder = new MeshBuilder();
  const length = options.length ?? 6;
  const half = length / 2;
  const width = length > 7 ? 2.4 : 2;
  const cabin = length > 7 ? 2.9 : 2.2;
  const cab = paint(options.paint);
  shell(builder, [half - 1.6, half], width, [0.5, cabin], cab);
  panel(builder, half + 0.02, width * 0.84, [cabin * 0.56, cabin * 0.88], glass);
  panel(builder, half + 0.02, width * 0.6, [0.75, cabin * 0.5], darkTrim);
  for (const side of [-1, 1]) {
    const y = side * (width / 2 + 0.012);
    builder.quad(
      [half - 1.1, y, cabin * 0.56],
      [half - 0.2, y, cabin * 0.54],
      [half - 0.3, y, cabin * 0.88],
      [half - 1.1, y, cabin * 0.88],
      glass,
    );
  }
  box(builder, [-0.4, 0, 0.45], [length - 0.8, width * 0.8, 0.3], darkTrim);
  const bed = length - 1.8;
  const middle = -half + bed / 2;
  if (options.body === 'box') {
    box(builder, [middle, 0, 0.8], [bed, width, cabin - 0.5], paint(options.cargo));
  } else {
    const wall = paint(options.paint);
    box(builder, [middle, 0, 0.75], [bed, width, 0.08], darkTrim);
    for (const side of [-1, 1]) box(builder, [middle, (side * width) / 2, 0.8], [bed, 0.06, 0.45], wall);
    for (const end of [-1, 1]) box(builder, [middle + (end * bed) / 2, 0, 0.8], [0.06, width, 0.45], wall);
    const heap = (x: number, high: number): Vec3[] => [
      [x, width * 0.46, 0.85],
      [x, width * 0.3, 0.85 + high],
      [x, 0, 0.9 + high * 1.15],
      [x, -width * 0.3, 0.85 + high],
      [x, -width * 0.46, 0.85],
    ];
    const ends = [
      heap(middle - bed * 0.47, 0.2),
      heap(middle - bed * 0.2, 0.65),
      heap(middle + bed * 0.25, 0.55),
      heap(middle + bed * 0.47, 0.2),
    ];
    loft(builder, ends, matte(options.cargo, 0.8));
  }
  wheels(builder, length * 0.31, width, 0.42);
  lampsOf(builder, half, -half, width, 0.68, options.lamps ?? 'off');
  return builder.build();
}
