import { type Material, type Mesh, MeshBuilder } from '../render/mesh.ts';
import { bar, loft } from '../render/shapes.ts';
import type { Vec3 } from '../render/vec.ts';
import { hair, matte, skin } from './materials.ts';

export interface PersonOptions {
  readonly top: string;
  readonly trousers: string;
  /** Metres. */
  readonly height?: number;
  /** Where in the stride, 0…1; standing still without. */
  readonly stride?: number;
  readonly carries?: 'bag' | 'umbrella' | 'satchel';
  readonly carried?: string;
  readonly hat?: string;
}

/** A rounded lump. */
export function ball(builder: MeshBuilder, at: Vec3, size: Vec3, material: Material, detail = 5): void {
  const rings = Array.from({ length: detail + 1 }, (_, ring): Vec3[] => {
    const tilt = (ring / detail - 0.5) * Math.PI;
    return Array.from({ length: detail + 4 }, (__, side): Vec3 => {
      const angle = (side / (detail + 3)) * Math.PI * 2;
      return [
        at[0] + Math.cos(angle) * Math.cos(tilt) * size[0],
        at[1] + Math.sin(angle) * Math.cos(tilt) * size[1],
        at[2] + Math.sin(tilt) * size[2],
      ];
    });
  });
  loft(builder, rings, material);
}

/** Somebody on foot, facing +x: a shape, not a person; there is no face. */
export function person(options: PersonOptions): Mesh {
  const builder = new MeshBuilder();
  const cloth = matte(options.top);
  const legs = matte(options.trousers);
  const swing = options.stride === undefined ? 0 : Math.sin(options.stride * Math.PI * 2);
  const bob = options.stride === undefined ? 0 : Math.abs(Math.cos(options.stride * Math.PI * 2)) * 0.03;
  const hip = 0.86 + bob;
  for (const side of [-1, 1]) {
    const reach = swing * side * 0.3;
    const knee: Vec3 = [reach * 0.55 + 0.04, side * 0.09, 0.46 + bob];
    const foot: Vec3 = [
      reach - Math.max(0, -swing * side) * 0.08,
      side * 0.09,
      0.05 + Math.max(0, -swing * side) * 0.09,
    ];
    bar(builder, [0, side * 0.09, hip], knee, 0.085, legs);
    bar(builder, knee, foot, 0.06, legs);
    ball(builder, [foot[0] + 0.06, foot[1], 0.05], [0.13, 0.05, 0.05], hair, 2);
    const hand: Vec3 = [-reach * 0.8 + 0.05, side * 0.26, 0.84 + bob];
    bar(builder, [0, side * 0.185, 1.38 + bob], hand, 0.048, cloth);
    ball(builder, hand, [0.05, 0.05, 0.06], skin, 2);
  }
  torso(builder, 0.82 + bob, cloth);
  ball(builder, [0.01, 0, 1.58 + bob], [0.1, 0.09, 0.12], skin, 4);
  ball(
    builder,
    [-0.015, 0, 1.62 + bob],
    [0.11, 0.1, 0.11],
    options.hat === undefined ? hair : matte(options.hat),
  );
  if (options.hat !== undefined) ball(builder, [0, 0, 1.66 + bob], [0.19, 0.19, 0.03], matte(options.hat));
  carry(builder, options, bob);
  const figure = builder.build();
  const scaled = new MeshBuilder();
  scaled.place(figure, { x: 0, y: 0, heading: 0 }, (options.height ?? 1.68) / 1.72);
  return scaled.build();
}

/** From the hips to the neck. */
function torso(builder: MeshBuilder, from: number, cloth: Material): void {
  const slices = [
    [0, 0.11, 0.15],
    [0.14, 0.115, 0.15],
    [0.34, 0.125, 0.175],
    [0.5, 0.12, 0.205],
    [0.59, 0.1, 0.185],
    [0.65, 0.06, 0.07],
    [0.68, 0.01, 0.01],
  ] as const;
  const rings = slices.map(([z, deep, wide]) =>
    Array.from({ length: 11 }, (_, side): Vec3 => {
      const angle = (side / 10) * Math.PI * 2;
      return [Math.cos(angle) * deep, Math.sin(angle) * wide, from + z];
    }),
  );
  loft(builder, rings, cloth);
}

function carry(builder: MeshBuilder, { carries, carried = '#8a3030' }: PersonOptions, bob: number): void {
  const material = matte(carried);
  if (carries === 'bag') ball(builder, [0.05, 0.3, 0.62 + bob], [0.15, 0.07, 0.17], material);
  if (carries === 'satchel') ball(builder, [-0.19, 0, 1.18 + bob], [0.11, 0.16, 0.2], material);
  if (carries === 'umbrella') {
    bar(builder, [0.16, 0.12, 1.1], [0.16, 0.08, 2.05], 0.015, hair, 4);
    const rim = (radius: number, z: number) =>
      Array.from({ length: 11 }, (_, index): Vec3 => {
        const angle = (index / 10) * Math.PI * 2;
        return [0.14 + Math.cos(angle) * radius, 0.06 + Math.sin(angle) * radius, z];
      });
    loft(builder, [rim(0.58, 1.83), rim(0.42, 1.98), rim(0.01, 2.08)], material);
  }
}
