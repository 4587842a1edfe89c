import { type Material, type Mesh, MeshBuilder } from '../render/mesh.ts';
import { bar, box, loft } from '../render/shapes.ts';
import { mix, type Vec3 } from '../render/vec.ts';
import { chrome, darkTrim, glass, lit, paint, plateBlue, plateGreen, rubber } from './materials.ts';

/** The outline of a car body; lengths in metres, places along it from the middle, forwards positive. */
interface Shape {
  readonly length: number;
  readonly width: number;
  readonly height: number;
  readonly belt: number;
  /** Where windscreen and rear window start, at the belt and at the roof. */
  readonly screen: readonly [number, number];
  readonly rear: readonly [number, number];
  readonly nose: number;
  readonly tail: number;
  readonly wheel: number;
}

const shapes = {
  sedan: {
    length: 4.6,
    width: 1.8,
    height: 1.46,
    belt: 0.98,
    screen: [1.05, 0.3],
    rear: [-1.75, -1.1],
    nose: 0.72,
    tail: 0.9,
    wheel: 0.32,
  },
  suv: {
    length: 4.65,
    width: 1.88,
    height: 1.72,
    belt: 1.12,
    screen: [1.1, 0.5],
    rear: [-2.15, -1.75],
    nose: 0.86,
    tail: 1.08,
    wheel: 0.36,
  },
  van: {
    length: 4.0,
    width: 1.62,
    height: 1.86,
    belt: 1.08,
    screen: [1.75, 1.15],
    rear: [-1.92, -1.8],
    nose: 0.86,
    tail: 1.06,
    wheel: 0.3,
  },
} as const satisfies Record<string, Shape>;

export interface CarOptions {
  readonly kind: keyof typeof shapes;
  readonly paint: string;
  /** Lamps lit: none by day. */
  readonly lamps?: 'off' | 'on' | 'braking';
  readonly roof?: 'taxi' | 'police';
  readonly electric?: boolean;
}

/** A passenger car, heading along +x. */
export function car({ kind, paint: hex, lamps = 'off', roof, electric = false }: CarOptions): Mesh {
  const shape = shapes[kind];
  const builder = new MeshBuilder();
  const body = paint(hex);
  lowerBody(builder, shape, body);
  cabin(builder, shape, body);
  wheels(builder, shape.length * 0.3, shape.width, shape.wheel);
  lampsAndPlates(builder, shape, lamps, electric ? plateGreen : plateBlue);
  if (roof === 'taxi')
    box(builder, [-0.3, 0, shape.height], [0.25, 0.5, 0.14], lit('#ffd23e', lamps === 'off' ? 0.8 : 3));
  if (roof === 'police') {
    box(builder, [-0.3, 0.3, shape.height], [0.28, 0.5, 0.12], lit('#ff2a2a', 4));
    box(builder, [-0.3, -0.3, shape.height], [0.28, 0.5, 0.12], lit('#2a5bff', 4));
    for (const side of [-1, 1])
      box(builder, [0, side * (shape.width / 2), 0.62], [shape.length * 0.8, 0.02, 0.22], paint('#1f3f93'));
  }
  return builder.build();
}

/** Everything below the windows: rings of points from the left sill over the top to the right one. */
function lowerBody(
  builder: MeshBuilder,
  { length, width, belt, nose, tail, screen, rear }: Shape,
  body: Material,
): void {
  const half = length / 2;
  const stations: [number, number, number][] = [
    [-half, 0.42, 0.6],
    [-half, tail * 0.72, 0.86],
    [-half + 0.08, tail, 0.92],
    [rear[0], belt, 0.99],
    [0, belt, 1],
    [screen[0], belt - 0.02, 0.99],
    [(screen[0] + half) / 2 + 0.15, (belt + nose) / 2 + 0.02, 0.97],
    [half - 0.12, nose, 0.9],
    [half, nose * 0.72, 0.82],
    [half, 0.4, 0.6],
  ];
  const rings = stations.map(([x, top, narrow]): Vec3[] => {
    const w = (width / 2) * narrow;
    const base = 0.26;
    const side: Vec3[] = [
      [x, w * 0.95, base],
      [x, w, base + 0.14],
      [x, w * 1.0, Math.max(base + 0.16, top - 0.16)],
      [x, w * 0.93, top - 0.03],
      [x, w * 0.55, top + 0.01],
    ];
    return [...side, [x, 0, top + 0.02], ...side.toReversed().map(([px, py, pz]): Vec3 => [px, -py, pz])];
  });
  loft(builder, rings, body);
  box(builder, [0, 0, 0.16], [length * 0.94, width * 0.9, 0.22], darkTrim);
}

/** Roof, pillars and windows: panes lie just proud of painted faces, which show around them. */
function cabin(builder: MeshBuilder, { width, height, belt, screen, rear }: Shape, body: Material): void {
  const [low, high] = [(width / 2) * 0.94, (width / 2) * 0.74];
  const at = (x: number, y: number, z: number): Vec3 => [x, y, z];
  const roofZ = height - 0.05;
  const roof = [rear[1], rear[1] * 0.5 + screen[1] * 0.5, screen[1]].map((x, index): Vec3[] => {
    const crown = index === 1 ? 0.05 : 0.01;
    return [
      at(x, high, roofZ),
      at(x, high * 0.8, roofZ + 0.03 + crown * 0.7),
      at(x, 0, roofZ + 0.04 + crown),
      at(x, -high * 0.8, roofZ + 0.03 + crown * 0.7),
      at(x, -high, roofZ),
    ];
  });
  loft(builder, roof, body);
  const pane = (corners: readonly [Vec3, Vec3, Vec3, Vec3], out: Vec3, inset: readonly [number, number]) => {
    const [a, b, c, d] = corners;
    builder.quad(a, b, c, d, body);
    const place = (u: number, v: number): Vec3 => {
      const [x, y, z] = mix(mix(a, b, u), mix(d, c, u), v);
      return [x + out[0], y + out[1], z + out[2]];
    };
    const [u, v] = inset;
    builder.quad(place(u, 0.06), place(1 - u, 0.06), place(1 - u, 1 - v), place(u, 1 - v), glass);
  };
  pane(
    [
      at(screen[0], low, belt),
      at(screen[0], -low, belt),
      at(screen[1], -high, roofZ),
      at(screen[1], high, roofZ),
    ],
    [0.015, 0, 0.01],
    [0.06, 0.07],
  );
  pane(
    [at(rear[0], low, belt), at(rear[0], -low, belt), at(rear[1], -high, roofZ), at(rear[1], high, roofZ)],
    [-0.015, 0, 0.01],
    [0.1, 0.1],
  );
  for (const side of [-1, 1]) {
    const middleLow = (screen[0] + rear[0]) / 2;
    const middleHigh = (screen[1] + rear[1]) / 2;
    const spans = [
      [rear[0], middleLow, middleHigh, rear[1]],
      [middleLow, screen[0], screen[1], middleHigh],
    ] as const;
    for (const [x0, x1, x2, x3] of spans) {
      pane(
        [
          at(x0, side * low, belt),
          at(x1, side * low, belt),
          at(x2, side * high, roofZ),
          at(x3, side * high, roofZ),
        ],
        [0, side * 0.012, 0],
        [0.06, 0.12],
      );
    }
    box(builder, [screen[0] - 0.25, side * (low + 0.12), belt - 0.02], [0.12, 0.16, 0.13], body);
  }
}

/** Four wheels, at `axle` metres before and behind the middle. */
export function wheels(builder: MeshBuilder, axle: number, width: number, radius: number): void {
  for (const x of [-axle, axle]) {
    for (const side of [-1, 1]) {
      const outer = side * (width / 2 + 0.015);
      bar(builder, [x, outer - side * 0.2, radius], [x, outer, radius], radius, rubber, 12);
      const disc = (r: number, y: number, material: Material) => {
        const ring = (size: number) =>
          Array.from({ length: 13 }, (_, index): Vec3 => {
            const angle = (index / 12) * Math.PI * 2;
            return [x + Math.cos(angle) * size, y, radius + Math.sin(angle) * size];
          });
        loft(builder, [ring(r), ring(0.001)], material);
      };
      disc(radius, outer, rubber);
      disc(radius * 0.62, outer + side * 0.01, chrome);
    }
  }
}

function lampsAndPlates(
  builder: MeshBuilder,
  { length, width, nose, tail }: Shape,
  lamps: CarOptions['lamps'],
  plate: Material,
): void {
  const half = length / 2;
  const head = lamps === 'off' ? chrome : lit('#fff1d8', 120, true);
  const back =
    lamps === 'braking' ? lit('#ff2a1a', 4) : lamps === 'on' ? lit('#ff1c12', 1.6) : paint('#7c1512');
  const patch = (x: number, y: number, z: number, w: number, h: number, material: Material) =>
    builder.quad(
      [x, y - w / 2, z],
      [x, y + w / 2, z],
      [x, y + w / 2, z + h],
      [x, y - w / 2, z + h],
      material,
    );
  for (const side of [-1, 1]) {
    patch(half + 0.015, side * width * 0.34, nose * 0.74, 0.36, 0.15, head);
    patch(-half - 0.015, side * width * 0.37, tail * 0.72, 0.3, 0.2, back);
  }
  patch(half + 0.02, 0, 0.42, 0.44, 0.13, plate);
  patch(half + 0.012, 0, nose * 0.62, width * 0.42, 0.13, darkTrim);
  patch(-half - 0.02, 0, tail * 0.55, 0.44, 0.13, plate);
}
