import { Bloom } from './bloom.ts';
import { type Rain, rainDrops, streaks } from './rain.ts';
import { seededRandom } from './random.ts';
import { Tiles } from './tiles.ts';
import { smoothstep, type Vec3 } from './vec.ts';

/** What the lens and the sensor make of the light. */
export interface Look {
  readonly exposure: number;
  /** White balance. */
  readonly tint: Vec3;
  /** 1 as it is, 0 grey. */
  readonly saturation: number;
  /** Light that bright spots spill around them. */
  readonly bloom: number;
  /** Light lost in the corners, 0…1. */
  readonly vignette: number;
  /** Barrel distortion of a wide lens. */
  readonly barrel: number;
  /** Fixed and changing sensor noise, in steps of 255. */
  readonly grain: number;
  readonly flicker: number;
  /** Lifts black, as cheap sensors do, 0…0.1. */
  readonly haze: number;
  /** Moving lights dazzle: halos are gathered anew for every picture. Rain needs it too. */
  readonly glare: boolean;
  readonly rain?: Rain;
}

const TONES = 4096;

/** Linear light, folded by √(x / (x + 1)), to a byte: a film-like shoulder, then the sRGB curve. */
const toneOf = Uint8Array.from({ length: TONES }, (_, index) => {
  const folded = (index / (TONES - 1)) ** 2;
  const x = folded / Math.max(1e-6, 1 - folded);
  const film = Math.min(1, (x * (2.51 * x + 0.03)) / (x * (2.43 * x + 0.59) + 0.14));
  const srgb = film <= 0.0031308 ? film * 12.92 : 1.055 * film ** (1 / 2.4) - 0.055;
  return Math.round(srgb * 255);
});

/** Turns linear light into the camera's picture. */
export class Lens {
  readonly #look: Look;
  readonly #width: number;
  readonly #height: number;
  readonly #from: Float32Array;
  readonly #gain: Float32Array;
  readonly #noise: Int8Array;
  readonly #bloom: Bloom;
  /** The tiles that moved in the last picture. */
  readonly #before: Uint8Array;
  /** For every tile of the picture, the tiles of the straight picture it is made of: first and last column, first and last row. */
  readonly #sources: Uint16Array;
  readonly #out: Uint8ClampedArray<ArrayBuffer>;

  constructor(look: Look, base: Float32Array, width: number, height: number, tiles: Tiles) {
    this.#look = look;
    this.#width = width;
    this.#height = height;
    this.#from = new Float32Array(width * height * 2);
    this.#gain = new Float32Array(width * height);
    this.#out = new Uint8ClampedArray(width * height * 4);
    this.#bloom = new Bloom(width, height);
    const random = seededRandom(5);
    this.#noise = Int8Array.from({ length: 1 << 17 }, () => (random() + random() + random() - 1.5) * 84);
    this.#bend();
    if (look.rain !== undefined) rainDrops(look.rain, this.#from, width, height);
    this.#before = new Uint8Array(tiles.flags.length);
    this.#sources = this.#findSources(tiles);
    this.#bloom.gather(base, look.exposure);
    this.#developPart(base, 0, 0, width, height, 0);
  }

  /** Where each picture element looks in the straight picture, and what vignetting leaves of it. */
  #bend(): void {
    const { barrel, vignette } = this.#look;
    const [width, height] = [this.#width, this.#height];
    const corner = Math.hypot(width, height) / 2;
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        const dx = (x + 0.5 - width / 2) / corner;
        const dy = (y + 0.5 - height / 2) / corner;
        const square = dx * dx + dy * dy;
        const bend = (1 + barrel * square) / (1 + barrel);
        const pixel = y * width + x;
        this.#from[pixel * 2] = Math.min(width - 1.01, Math.max(0, width / 2 + dx * bend * corner - 0.5));
        this.#from[pixel * 2 + 1] = Math.min(
          height - 1.01,
          Math.max(0, height / 2 + dy * bend * corner - 0.5),
        );
        this.#gain[pixel] = 1 - vignette * smoothstep(0.25, 1.25, Math.sqrt(square));
      }
    }
  }

  #findSources(tiles: Tiles): Uint16Array {
    const sources = new Uint16Array(tiles.flags.length * 4);
    const whole = new Tiles(this.#width, this.#height, tiles.size);
    whole.flags.fill(1);
    let tile = 0;
    whole.each((left, top, right, bottom) => {
      const bounds = [Infinity, 0, Infinity, 0] as [number, number, number, number];
      for (let y = top; y < bottom; y += 1) {
        for (let x = left; x < right; x += 1) {
          const sx = this.#from[(y * this.#width + x) * 2] as number;
          const sy = this.#from[(y * this.#width + x) * 2 + 1] as number;
          bounds[0] = Math.min(bounds[0], sx);
          bounds[1] = Math.max(bounds[1], sx + 1);
          bounds[2] = Math.min(bounds[2], sy);
          bounds[3] = Math.max(bounds[3], sy + 1);
        }
      }
      for (const [index, at] of bounds.entries()) sources[tile * 4 + index] = Math.floor(at / tiles.size);
      tile += 1;
    });
    return sources;
  }

  /**
   * Develops a picture of three linear floats a pixel into RGBA bytes.
   * @param dirty the tiles that differ from the picture without moving things
   */
  develop(frame: Float32Array, dirty: Tiles, seconds: number): Uint8Array {
    const { exposure, glare, rain } = this.#look;
    if (glare) {
      if (rain !== undefined) streaks(rain, frame, this.#width, this.#height, seconds);
      this.#bloom.gather(frame, exposure);
      const moment = Math.imul(Math.round(seconds * 75), 40503) & 0xffff;
      this.#developPart(frame, 0, 0, this.#width, this.#height, moment);
      if (rain !== undefined) dirty.flags.fill(1);
    } else {
      this.#developDirty(frame, dirty);
    }
    return new Uint8Array(this.#out.buffer);
  }

  #developDirty(frame: Float32Array, dirty: Tiles): void {
    const { columns, size, flags } = dirty;
    const [sources, before] = [this.#sources, this.#before];
    const stale = (tile: number) => {
      for (let row = sources[tile * 4 + 2] as number; row <= (sources[tile * 4 + 3] as number); row += 1) {
        for (
          let column = sources[tile * 4] as number;
          column <= (sources[tile * 4 + 1] as number);
          column += 1
        ) {
          if ((flags[row * columns + column] as number) + (before[row * columns + column] as number) > 0)
            return true;
        }
      }
      return false;
    };
    for (let tile = 0; tile < flags.length; tile += 1) {
      if (!stale(tile)) continue;
      const left = (tile % columns) * size;
      const top = Math.floor(tile / columns) * size;
      this.#developPart(
        frame,
        left,
        top,
        Math.min(this.#width, left + size),
        Math.min(this.#height, top + size),
        0,
      );
    }
    before.set(flags);
  }

  #developPart(
    frame: Float32Array,
    left: number,
    top: number,
    right: number,
    bottom: number,
    moment: number,
  ): void {
    for (let y = top; y < bottom; y += 1)
      this.#developRow(frame, y * this.#width + left, y * this.#width + right, moment);
  }

  /** Develops the picture elements from `first` up to `end`, which lie in one row. */
  #developRow(frame: Float32Array, first: number, end: number, moment: number): void {
    const { exposure, tint, saturation, haze, grain, flicker, bloom } = this.#look;
    const row = this.#width * 3;
    const [out, noise, from, halo] = [this.#out, this.#noise, this.#from, this.#bloom.light];
    for (let pixel = first; pixel < end; pixel += 1) {
      const sx = from[pixel * 2] as number;
      const sy = from[pixel * 2 + 1] as number;
      const tx = sx - (sx | 0);
      const ty = sy - (sy | 0);
      const at = (sy | 0) * row + (sx | 0) * 3;
      const gain = (this.#gain[pixel] as number) * exposure;
      const [wa, wb, wd, we] = [(1 - tx) * (1 - ty), tx * (1 - ty), (1 - tx) * ty, tx * ty];
      const take = (c: number) =>
        (frame[at + c] as number) * wa +
        (frame[at + 3 + c] as number) * wb +
        (frame[at + row + c] as number) * wd +
        (frame[at + row + 3 + c] as number) * we;
      let r = take(0) * gain * tint[0] + haze;
      let g = take(1) * gain * tint[1] + haze;
      let b = take(2) * gain * tint[2] + haze;
      if (bloom > 0) {
        this.#bloom.find(sx, sy);
        r += (halo[0] as number) * bloom;
        g += (halo[1] as number) * bloom;
        b += (halo[2] as number) * bloom;
      }
      const grey = (r * 0.3 + g * 0.59 + b * 0.11) * (1 - saturation);
      const fixed = (noise[(pixel * 7 + (pixel >> 9)) & 0x1ffff] as number) * grain;
      const speck = (fixed + (noise[(pixel + moment) & 0x1ffff] as number) * flicker) / 64;
      const to = pixel * 4;
      out[to] = tone(grey + r * saturation) + speck;
      out[to + 1] = tone(grey + g * saturation) + speck;
      out[to + 2] = tone(grey + b * saturation) + speck;
      out[to + 3] = 255;
    }
  }
}

function tone(value: number): number {
  const light = Math.max(0, value);
  return toneOf[(Math.sqrt(light / (light + 1)) * (TONES - 1)) | 0] as number;
}
