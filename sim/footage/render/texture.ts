import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';

interface Level {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array | Uint8ClampedArray;
}

/** A painted image, with all its halvings, that repeats outside 0…1. */
export interface Texture {
  readonly levels: readonly Level[];
  /** Texels of the largest level on one metre of surface; decides which halving is sampled. */
  readonly texelsPerM: number;
}

/** Paints a texture with a 2D canvas; `paint` works in pixels. */
export function paintTexture(
  size: { readonly width: number; readonly height: number; readonly texelsPerM: number },
  paint: (context: SKRSContext2D) => void,
): Texture {
  const width = Math.ceil(size.width);
  const height = Math.ceil(size.height);
  const context = createCanvas(width, height).getContext('2d');
  paint(context);
  const levels: Level[] = [{ width, height, rgba: context.getImageData(0, 0, width, height).data }];
  for (let level = levels[0]; level && Math.min(level.width, level.height) > 1; level = levels.at(-1)) {
    levels.push(halve(level));
  }
  return { levels, texelsPerM: size.texelsPerM };
}

function halve({ width, height, rgba }: Level): Level {
  const half = { width: width >> 1, height: height >> 1 };
  const out = new Uint8Array(half.width * half.height * 4);
  for (let y = 0; y < half.height; y += 1) {
    for (let x = 0; x < half.width; x += 1) {
      const from = (y * 2 * width + x * 2) * 4;
      const below = from + width * 4;
      for (let c = 0; c < 4; c += 1) {
        const sum =
          (rgba[from + c] as number) +
          (rgba[from + 4 + c] as number) +
          (rgba[below + c] as number) +
          (rgba[below + 4 + c] as number);
        out[(y * half.width + x) * 4 + c] = (sum + 2) >> 2;
      }
    }
  }
  return { ...half, rgba: out };
}

/** sRGB byte to linear light. */
export const linearOfByte = Float32Array.from({ length: 256 }, (_, byte) => {
  const value = byte / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
});

/** The nearest texel's alpha, 0…255, in the largest level. */
export function alphaAt({ levels }: Texture, u: number, v: number): number {
  const { width, height, rgba } = levels[0] as Level;
  const x = Math.floor((u - Math.floor(u)) * width);
  const y = Math.floor((v - Math.floor(v)) * height);
  return rgba[(y * width + x) * 4 + 3] as number;
}

/**
 * Samples linear colour into `out`: bilinear in one halving.
 * @param texelM how much surface one picture element covers, in metres
 */
export function sampleTexture(
  texture: Texture,
  u: number,
  v: number,
  texelM: number,
  out: Float32Array,
): void {
  const lod = Math.max(0, Math.log2(texture.texelsPerM * texelM));
  const { width, height, rgba } = texture.levels[
    Math.min(texture.levels.length - 1, Math.round(lod))
  ] as Level;
  const x = (u - Math.floor(u)) * width - 0.5;
  const y = (v - Math.floor(v)) * height - 0.5;
  const x0 = Math.floor(x);
  const y0 = Math.floor(y);
  const tx = x - x0;
  const ty = y - y0;
  const left = (x0 + width) % width;
  const right = (x0 + 1) % width;
  const top = ((y0 + height) % height) * width;
  const bottom = ((y0 + 1) % height) * width;
  for (let c = 0; c < 3; c += 1) {
    const a = linearOfByte[rgba[(top + left) * 4 + c] as number] as number;
    const b = linearOfByte[rgba[(top + right) * 4 + c] as number] as number;
    const d = linearOfByte[rgba[(bottom + left) * 4 + c] as number] as number;
    const e = linearOfByte[rgba[(bottom + right) * 4 + c] as number] as number;
    out[c] = (a + (b - a) * tx) * (1 - ty) + (d + (e - d) * tx) * ty;
  }
}
