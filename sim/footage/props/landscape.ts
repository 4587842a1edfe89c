import { type Material, type Mesh, MeshBuilder } from '../render/mesh.ts';
import { fractalNoise } from '../render/random.ts';
import { loft } from '../render/shapes.ts';
import type { Vec3 } from '../render/vec.ts';
import { matte } from './materials.ts';

/** A ridge of hills from one point to another, as a screen of terraces that lean back. */
export function hills(options: {
  readonly from: Vec3;
  readonly to: Vec3;
  readonly heightM: number;
  readonly seed: number;
  readonly tone: string;
  readonly roughness?: number;
}): Mesh {
  const { from, to, heightM, seed, roughness = 5 } = options;
  const builder = new MeshBuilder();
  const material: Material = matte(options.tone, 0.9);
  const steps = 140;
  const crest = (step: number, share: number): Vec3 => {
    const t = step / steps;
    const high =
      heightM *
      (0.25 + 0.95 * fractalNoise(t * roughness + seed, seed * 3.1, 5) ** 1.3) *
      share *
      Math.sin(t * Math.PI) ** 0.5;
    const back = share * heightM * 1.3 + fractalNoise(t * 30, share * 4 + seed, 3) * heightM * 0.3;
    return [from[0] + (to[0] - from[0]) * t, from[1] + (to[1] - from[1]) * t + back, from[2] + high];
  };
  for (let step = 0; step < steps; step += 1) {
    for (const [low, high] of [
      [0, 0.35],
      [0.35, 0.7],
      [0.7, 1],
    ] as const) {
      builder.quad(
        crest(step, low),
        crest(step + 1, low),
        crest(step + 1, high),
        crest(step, high),
        material,
      );
    }
  }
  return builder.build();
}

/** A pagoda on its base: octagonal storeys that narrow upwards, each under wide eaves. */
export function pagoda(storeys: number, baseM: number): Mesh {
  const builder = new MeshBuilder();
  const ring = (radius: number, z: number): Vec3[] =>
    Array.from(
      { length: 9 },
      (_, index): Vec3 => [
        Math.cos((index / 8) * Math.PI * 2) * radius,
        Math.sin((index / 8) * Math.PI * 2) * radius,
        z,
      ],
    );
  const wall = matte('#8a6a52', 0.5);
  const eave = matte('#474b4e', 0.4);
  let z = 0;
  for (let storey = 0; storey < storeys; storey += 1) {
    const radius = (baseM / 2) * (1 - (storey / storeys) * 0.5);
    const high = baseM * 0.42 * (1 - (storey / storeys) * 0.35);
    loft(builder, [ring(radius, z), ring(radius, z + high)], wall);
    loft(builder, [ring(radius * 1.35, z + high * 0.95), ring(radius * 0.95, z + high * 1.22)], eave);
    loft(builder, [ring(radius, z + high * 0.98), ring(radius * 1.35, z + high * 0.95)], eave);
    z += high * 1.15;
  }
  loft(builder, [ring(baseM * 0.12, z), ring(0.02, z + baseM * 0.8)], eave);
  return builder.build();
}

/** Open country from `fromY` to the horizon. */
export function plain(tone: string, fromY = -20, z = -0.15): Mesh {
  const builder = new MeshBuilder();
  const material: Material = { ...matte(tone, 0.9), floor: true };
  builder.quad([-900, fromY, z], [900, fromY, z], [900, 900, z], [-900, 900, z], material);
  return builder.build();
}
