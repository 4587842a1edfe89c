/** A smooth field over the plane, about -1 to 1. */
export type Noise = (x: number, y: number) => number;

/** Value noise on the integer lattice, smoothed by a quintic. */
function valueNoise(seed: number): Noise {
  const corner = (x: number, y: number): number => {
    let hash = Math.imul(x, 374_761_393) + Math.imul(y, 668_265_263) + Math.imul(seed, 974_634_777);
    hash = Math.imul(hash ^ (hash >>> 13), 1_274_126_177);
    return ((hash ^ (hash >>> 16)) >>> 0) / 2_147_483_648 - 1;
  };
  const smooth = (t: number): number => t * t * t * (t * (t * 6 - 15) + 10);
  return (x, y) => {
    const left = Math.floor(x);
    const low = Math.floor(y);
    const u = smooth(x - left);
    const v = smooth(y - low);
    const below = corner(left, low) * (1 - u) + corner(left + 1, low) * u;
    const above = corner(left, low + 1) * (1 - u) + corner(left + 1, low + 1) * u;
    return below * (1 - v) + above * v;
  };
}

/**
 * Fractal noise: octaves of halving size and strength.
 * @param wavelengthM size of the largest features, in the unit of the coordinates
 */
export function fractalNoise(seed: number, wavelengthM: number, octaves: number): Noise {
  const layers = Array.from({ length: octaves }, (_, octave) => valueNoise(seed + octave * 101));
  return (x, y) => {
    let sum = 0;
    let strength = 0;
    layers.forEach((layer, octave) => {
      const scale = 2 ** octave / wavelengthM;
      sum += layer(x * scale + octave * 17.3, y * scale - octave * 9.7) / 2 ** octave;
      strength += 1 / 2 ** octave;
    });
    return sum / strength;
  };
}
