import { fractalNoise } from './random.ts';
import { mix, smoothstep, unit, type Vec3 } from './vec.ts';

/** A street lamp or lit window: shines on all below it, more so straight down when it has a shade. */
export interface Lamp {
  readonly at: Vec3;
  /** Radiance of a white surface 1 m away. */
  readonly colour: Vec3;
  /** How strongly the light is gathered towards `aim`: 0 shines evenly. */
  readonly focus: number;
  readonly aim: Vec3;
}

/** Everything that lights a scene. Colours are linear, before exposure. */
export interface Light {
  /** `towards` points at the sun; null under clouds and at night. */
  readonly sun: { readonly towards: Vec3; readonly colour: Vec3 } | null;
  readonly zenith: Vec3;
  readonly horizon: Vec3;
  /** Light thrown back by the ground. */
  readonly bounce: Vec3;
  /** Cover of the sky, 0…1. */
  readonly clouds: number;
  readonly lamps: readonly Lamp[];
  readonly fog: { readonly colour: Vec3; readonly perM: number };
  /** 0 dry … 1 streaming: darkens floors and makes them mirror. */
  readonly wet: number;
  /** How far wet ground smears what it mirrors: 1 for asphalt. */
  readonly smear: number;
}

/** What an upward look sees. */
export function skyColour(light: Light, direction: Vec3): Vec3 {
  const [x, y, z] = unit(direction);
  const height = Math.max(0, z);
  const clear = mix(light.horizon, light.zenith, Math.min(1, height * 1.6) ** 0.6);
  if (light.clouds === 0) return clear;
  const spread = 2.2 / (height + 0.18);
  const density = fractalNoise(x * spread + 7, y * spread, 5);
  const cover = smoothstep(0.72 - light.clouds * 0.5, 0.95 - light.clouds * 0.4, density);
  const bright = light.horizon.map((value) => value * (1.15 - 0.45 * cover * density)) as unknown as Vec3;
  return mix(clear, bright, cover * 0.85);
}

/** Light from all around on a surface with the given upward share of its normal, into `out`. */
export function ambient(light: Light, normalZ: number, out: Float64Array): void {
  const up = normalZ * 0.5 + 0.5;
  for (let c = 0; c < 3; c += 1) {
    const sky = (light.zenith[c] as number) * 0.6 + (light.horizon[c] as number) * 0.4;
    out[c] = (light.bounce[c] as number) * (1 - up) + sky * up;
  }
}
