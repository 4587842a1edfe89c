import type { Lamp } from '../render/light.ts';
import { type Mesh, MeshBuilder } from '../render/mesh.ts';
import type { Vec3 } from '../render/vec.ts';
import { streetLamp } from './furniture.ts';

export interface LampRowOptions {
  /** Where the poles stand. */
  readonly at: readonly (readonly [number, number])[];
  /** Where their arms point, in radians. */
  readonly heading: number;
  readonly heightM: number;
  readonly armM: number;
  /** Their light, if they are on: radiance of white 1 m below. */
  readonly light?: Vec3;
}

export const WARM_WHITE: Vec3 = [66, 54, 36];

/** A lamp's light, gathered downwards. */
export const downlight = (at: Vec3, colour: Vec3, focus = 1.4): Lamp => ({
  at,
  colour,
  focus,
  aim: [0, 0, -1],
});

/** A row of street lamps and the light they give. */
export function lampRow({ at, heading, heightM, armM, light }: LampRowOptions): {
  readonly mesh: Mesh;
  readonly lamps: readonly Lamp[];
} {
  const builder = new MeshBuilder();
  const hex =
    light === undefined
      ? {}
      : {
          on: true,
          light: light[2] > light[0] * 0.9 ? '#eef3ff' : light[2] > light[0] * 0.4 ? '#ffe2b4' : '#ffb865',
        };
  const one = streetLamp({ heightM, armM, ...hex });
  for (const [x, y] of at) builder.place(one, { x, y, heading });
  const lamps = at.map(([x, y]) =>
    downlight(
      [x + Math.cos(heading) * (armM + 0.25), y + Math.sin(heading) * (armM + 0.25), heightM - 0.15],
      light ?? [0, 0, 0],
    ),
  );
  return { mesh: builder.build(), lamps: light === undefined ? [] : lamps };
}
