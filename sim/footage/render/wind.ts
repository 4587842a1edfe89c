import { RASTER_TILE } from './raster.ts';
import type { Still } from './still.ts';
import { Tiles } from './tiles.ts';

/** How far wind moves things, in picture elements. */
export interface Drift {
  readonly leaves: number;
  readonly water: number;
}

/** The picture elements that move, and how freely: 0…1. */
interface SwayMap {
  readonly drift: Drift;
  readonly pixels: Uint32Array;
  /** The tiles they lie in. */
  readonly tiles: readonly number[];
  readonly leaves: Float32Array;
  readonly water: Float32Array;
}

/** Finds what moves. Leaves take the air around them along, so that their outline moves too. */
export function swayMap({ leaves, water, width, height }: Still, drift: Drift): SwayMap {
  const tiles = new Tiles(width, height, RASTER_TILE / 2);
  const soft = blur(leaves, width, height, 4);
  const pixels: number[] = [];
  for (let pixel = 0; pixel < soft.length; pixel += 1) {
    const moves = (soft[pixel] as number) * drift.leaves + (water[pixel] as number) * drift.water;
    if (moves < 0.03) continue;
    pixels.push(pixel);
    const x = pixel % width;
    const y = (pixel - x) / width;
    tiles.mark(x, y, x, y);
  }
  const marked = [...tiles.flags.keys()].filter((tile) => tiles.flags[tile] === 1);
  return { drift, pixels: Uint32Array.from(pixels), tiles: marked, leaves: soft, water };
}

function blur(source: Float32Array, width: number, height: number, radius: number): Float32Array {
  const pass = (from: Float32Array, step: number, line: number, lines: number, length: number) => {
    const to = new Float32Array(from.length);
    for (let row = 0; row < lines; row += 1) {
      for (let at = 0; at < length; at += 1) {
        let sum = 0;
        for (let by = -radius; by <= radius; by += 1) {
          const place = Math.min(length - 1, Math.max(0, at + by));
          sum += from[row * line + place * step] as number;
        }
        to[row * line + at * step] = sum / (2 * radius + 1);
      }
    }
    return to;
  };
  return pass(pass(source, 1, width, height, width), width, 1, width, height);
}

const TURN = Math.PI * 2;

/** Moves leaves and water in `frame`, from the unmoved `base`. All waves fit a loop of 20 s. */
export function sway(
  frame: Float32Array,
  base: Float32Array,
  map: SwayMap,
  { width, height }: Still,
  seconds: number,
): void {
  const { drift } = map;
  const phase = (seconds / 20) * TURN;
  for (const pixel of map.pixels) {
    const x = pixel % width;
    const y = (pixel - x) / width;
    const leaf = (map.leaves[pixel] as number) * drift.leaves;
    const water = (map.water[pixel] as number) * drift.water;
    const gust = 0.6 + 0.4 * Math.sin(phase * 2 + x * 0.004);
    let dx =
      leaf * gust * (Math.sin(phase * 9 + x * 0.021 + y * 0.013) + 0.5 * Math.sin(phase * 17 - y * 0.05));
    let dy = leaf * gust * 0.45 * Math.sin(phase * 13 + x * 0.03 + y * 0.027);
    if (water > 0) {
      const near = y / height;
      dx += water * near * Math.sin(phase * 11 + (y * 0.5) / near + x * 0.02);
      dy += water * near * 1.6 * Math.sin(phase * 8 + (y * 0.34) / near - x * 0.013);
    }
    const sx = Math.min(width - 1.001, Math.max(0, x + dx));
    const sy = Math.min(height - 1.001, Math.max(0, y + dy));
    const x0 = Math.floor(sx);
    const y0 = Math.floor(sy);
    const tx = sx - x0;
    const ty = sy - y0;
    const at = (y0 * width + x0) * 3;
    for (let c = 0; c < 3; c += 1) {
      const a = base[at + c] as number;
      const b = base[at + 3 + c] as number;
      const d = base[at + width * 3 + c] as number;
      const e = base[at + width * 3 + 3 + c] as number;
      frame[pixel * 3 + c] = (a + (b - a) * tx) * (1 - ty) + (d + (e - d) * tx) * ty;
    }
  }
}
