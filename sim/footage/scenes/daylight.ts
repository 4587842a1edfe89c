import type { Look } from '../render/lens.ts';
import type { Light } from '../render/light.ts';
import { unit } from '../render/vec.ts';

const dry = { lamps: [], wet: 0, smear: 1 } as const;

/** A clear day; `sunDeg` is the sun's direction clockwise from +y, `heightDeg` its height. */
export function sunny(sunDeg: number, heightDeg: number, strength = 1): Light {
  const [a, h] = [(sunDeg * Math.PI) / 180, (heightDeg * Math.PI) / 180];
  return {
    ...dry,
    sun: {
      towards: unit([Math.sin(a) * Math.cos(h), Math.cos(a) * Math.cos(h), Math.sin(h)]),
      colour: [2.5 * strength, 2.25 * strength, 1.85 * strength],
    },
    zenith: [0.33, 0.47, 0.74],
    horizon: [0.78, 0.84, 0.9],
    bounce: [0.26, 0.24, 0.21],
    clouds: 0.35,
    fog: { colour: [0.72, 0.78, 0.84], perM: 0.002 },
  };
}

/** An overcast day: light from everywhere, no shadows but beneath things. */
export const overcast: Light = {
  ...dry,
  sun: null,
  zenith: [0.86, 0.9, 0.95],
  horizon: [0.98, 1.0, 1.02],
  bounce: [0.3, 0.29, 0.28],
  clouds: 0.7,
  fog: { colour: [0.86, 0.88, 0.9], perM: 0.003 },
};

/** The sun just above the hills; `sunDeg` as in `sunny`. */
export function dusk(sunDeg: number): Light {
  const a = (sunDeg * Math.PI) / 180;
  return {
    ...dry,
    sun: { towards: unit([Math.sin(a), Math.cos(a), 0.2]), colour: [1.9, 1.02, 0.46] },
    zenith: [0.13, 0.17, 0.3],
    horizon: [0.78, 0.47, 0.3],
    bounce: [0.12, 0.095, 0.075],
    clouds: 0.55,
    fog: { colour: [0.52, 0.37, 0.29], perM: 0.0035 },
  };
}

/** Low cloud and rain in the afternoon. */
export const rainy: Light = {
  ...dry,
  sun: null,
  zenith: [0.2, 0.23, 0.27],
  horizon: [0.34, 0.37, 0.4],
  bounce: [0.06, 0.06, 0.062],
  clouds: 0,
  fog: { colour: [0.25, 0.28, 0.31], perM: 0.0045 },
  wet: 0.95,
};

/** A morning in which the far end of the village is gone. */
export const foggy: Light = {
  ...dry,
  sun: null,
  zenith: [0.6, 0.63, 0.66],
  horizon: [0.68, 0.7, 0.72],
  bounce: [0.2, 0.2, 0.19],
  clouds: 0,
  fog: { colour: [0.6, 0.63, 0.65], perM: 0.022 },
  wet: 0,
};

/** After dark, in a town: lamps do the rest. */
export const night: Light = {
  ...dry,
  sun: null,
  zenith: [0.006, 0.009, 0.018],
  horizon: [0.026, 0.024, 0.028],
  bounce: [0.01, 0.009, 0.008],
  clouds: 0,
  fog: { colour: [0.03, 0.027, 0.025], perM: 0.004 },
};

export const dayLook: Look = {
  exposure: 0.6,
  tint: [1, 1, 0.985],
  saturation: 1,
  bloom: 0.04,
  vignette: 0.28,
  barrel: 0.1,
  grain: 1.1,
  flicker: 0,
  haze: 0.004,
  glare: false,
};

export const nightLook: Look = {
  ...dayLook,
  exposure: 1.9,
  saturation: 0.88,
  bloom: 0.09,
  vignette: 0.42,
  grain: 1.6,
  haze: 0.004,
  glare: true,
};
