import type { Point } from '../motion/points.ts';
import { type Mesh, MeshBuilder } from '../render/mesh.ts';
import { bar, box } from '../render/shapes.ts';
import { add, mix, type Vec3 } from '../render/vec.ts';
import { concrete, darkTrim, lit, matte, paint, steel } from './materials.ts';

/** A street lamp on an arm that reaches along +x. Its light is not part of it: see `lampLight`. */
export function streetLamp(options: {
  readonly heightM: number;
  readonly armM: number;
  readonly on?: boolean;
  readonly light?: string;
}): Mesh {
  const builder = new MeshBuilder();
  const { heightM, armM } = options;
  const pole = paint('#7d8488');
  box(builder, [0, 0, 0], [0.4, 0.4, 0.25], concrete);
  bar(builder, [0, 0, 0], [0, 0, heightM - 0.6], 0.09, pole, 8);
  bar(builder, [0, 0, heightM - 0.6], [armM * 0.45, 0, heightM - 0.08], 0.055, pole);
  bar(builder, [armM * 0.45, 0, heightM - 0.08], [armM, 0, heightM], 0.05, pole);
  box(builder, [armM + 0.25, 0, heightM - 0.04], [0.75, 0.28, 0.12], darkTrim);
  const lamp = options.on === true ? lit(options.light ?? '#ffd9a0', 26) : matte('#d9dad6');
  box(builder, [armM + 0.25, 0, heightM - 0.09], [0.6, 0.22, 0.05], lamp);
  return builder.build();
}

export type Aspect = 'red' | 'amber' | 'green';

/** Three lamps, one lit, that look to −y. */
export function signalHead(aspect: Aspect, night = false): Mesh {
  const builder = new MeshBuilder();
  box(builder, [0, 0.13, -0.6], [0.42, 0.22, 1.2], darkTrim);
  const lamps: [Aspect, string, number][] = [
    ['red', '#ff2a20', 0.36],
    ['amber', '#ffb020', 0],
    ['green', '#1fe6a0', -0.36],
  ];
  for (const [name, light, z] of lamps) {
    const material = name === aspect ? lit(light, night ? 12 : 5) : matte('#15171a');
    const ring = Array.from({ length: 11 }, (_, index): Vec3 => {
      const angle = (index / 10) * Math.PI * 2;
      return [Math.cos(angle) * 0.155, 0, z + Math.sin(angle) * 0.155];
    });
    for (let index = 0; index < 10; index += 1) {
      builder.triangle(
        { at: [0, 0, z] },
        { at: ring[index] as Vec3 },
        { at: ring[index + 1] as Vec3 },
        material,
      );
    }
    box(builder, [0, -0.08, z + 0.16], [0.36, 0.18, 0.02], darkTrim);
  }
  return builder.build();
}

/** The mast of a signal: a pole with an arm along +x. */
export function signalMast(armM: number, heightM = 6.2): Mesh {
  const builder = new MeshBuilder();
  const pole = paint('#8b9296');
  bar(builder, [0, 0, 0], [0, 0, heightM + 0.3], 0.13, pole, 8);
  bar(builder, [0, 0, heightM], [armM, 0, heightM + 0.15], 0.075, pole, 8);
  box(builder, [0, 0, 0], [0.55, 0.55, 0.3], concrete);
  return builder.build();
}

/** A concrete pole for wires, with its crossbars along x. */
function utilityPole(heightM: number): Mesh {
  const builder = new MeshBuilder();
  bar(builder, [0, 0, 0], [0, 0, heightM], 0.15, concrete, 8);
  for (const z of [heightM - 0.4, heightM - 1.3]) {
    box(builder, [0, 0, z], [1.9, 0.1, 0.1], steel);
    for (const x of [-0.85, -0.4, 0.4, 0.85])
      bar(builder, [x, 0, z + 0.1], [x, 0, z + 0.28], 0.05, matte('#6d4a3a'), 5);
  }
  return builder.build();
}

/** Wires that sag between the tops of poles. */
function wires(builder: MeshBuilder, from: Point, to: Point, heightM: number): void {
  const cable = matte('#1d1d1f');
  const hung = [
    [-0.85, heightM - 0.1],
    [-0.4, heightM - 0.1],
    [0.4, heightM - 0.1],
    [0.85, heightM - 1],
    [0, heightM - 2.1],
  ] as const;
  for (const [aside, z] of hung) {
    const at = (t: number): Vec3 => {
      const [x, y] = mix([...from, 0], [...to, 0], t);
      return [x + aside, y, z - 3.2 * t * (1 - t)];
    };
    for (let piece = 0; piece < 10; piece += 1) {
      bar(builder, at(piece / 10), at((piece + 1) / 10), 0.022, cable, 3);
    }
  }
}

/** A line of concrete poles with their wires. */
export function poleLine(builder: MeshBuilder, at: readonly Point[], heightM: number): void {
  const pole = utilityPole(heightM);
  for (const [index, [x, y]] of at.entries()) {
    builder.place(pole, { x, y, heading: 0 });
    const next = at[index + 1];
    if (next !== undefined) wires(builder, [x, y], next, heightM);
  }
}

/** The white railing that parts lanes in towns, from one point to another. */
export function laneRailing(
  builder: MeshBuilder,
  from: Vec3,
  to: Vec3,
  rail = '#dfe3e6',
  heightM = 1.0,
): void {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const panels = Math.max(1, Math.round(length / 2.8));
  const white = paint(rail);
  const blue = paint('#2f66ad');
  for (let panel = 0; panel <= panels; panel += 1) {
    const at = mix(from, to, panel / panels);
    bar(builder, at, add(at, [0, 0, heightM + 0.1]), 0.05, blue, 6);
    box(builder, at, [0.4, 0.25, 0.1], darkTrim);
    if (panel === panels) break;
    const next = mix(from, to, (panel + 1) / panels);
    for (const z of [0.2, heightM - 0.05])
      bar(builder, add(at, [0, 0, z]), add(next, [0, 0, z]), 0.03, white, 4);
    for (let rod = 1; rod < 11; rod += 1) {
      const foot = mix(at, next, rod / 11);
      bar(builder, add(foot, [0, 0, 0.2]), add(foot, [0, 0, heightM - 0.05]), 0.018, white, 3);
    }
  }
}

/** A kerbstone along a polyline. */
export function kerb(
  builder: MeshBuilder,
  points: readonly (readonly [number, number])[],
  heightM = 0.16,
): void {
  const stone = matte('#a9a69e', 0.5);
  for (const [index, [x0, y0]] of points.entries()) {
    const next = points[index + 1];
    if (next === undefined) break;
    const [x1, y1] = next;
    const heading = Math.atan2(y1 - y0, x1 - x0);
    box(builder, [(x0 + x1) / 2, (y0 + y1) / 2, 0], [Math.hypot(x1 - x0, y1 - y0), 0.22, heightM], stone, {
      heading,
    });
  }
}

/** A hut with windows all round. */
export function booth(wall = '#d7dadb', roof = '#2f5f9e'): Mesh {
  const builder = new MeshBuilder();
  box(builder, [0, 0, 0], [2.4, 2, 1], paint(wall));
  box(builder, [0, 0, 1], [2.35, 1.95, 1.1], { colour: [0.03, 0.035, 0.04], mirror: 0.12 });
  for (const [x, y] of [
    [-1.17, -0.97],
    [1.17, -0.97],
    [1.17, 0.97],
    [-1.17, 0.97],
  ] as const)
    box(builder, [x, y, 1], [0.12, 0.12, 1.1], paint(wall));
  box(builder, [0, 0, 2.1], [2.9, 2.5, 0.35], paint(roof));
  return builder.build();
}

/** A barrier arm along +x, raised by `lift`: 0 closed, 1 open. */
export function barrierArm(lengthM: number, lift: number): Mesh {
  const builder = new MeshBuilder();
  const angle = lift * 1.45;
  const point = (along: number): Vec3 => [Math.cos(angle) * along, 0, 1.05 + Math.sin(angle) * along];
  const [red, white] = [paint('#c22a22'), paint('#eceae4')];
  const pieces = Math.round(lengthM / 0.5);
  for (let piece = 0; piece < pieces; piece += 1) {
    bar(
      builder,
      point((piece / pieces) * lengthM),
      point(((piece + 1) / pieces) * lengthM),
      0.05,
      piece % 2 === 0 ? red : white,
      5,
    );
  }
  box(builder, [-0.1, 0, 0], [0.4, 0.35, 1.15], paint('#d98a1f'));
  return builder.build();
}
