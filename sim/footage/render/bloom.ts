const SHRINK = 4;

/** Light that bright spots spill around them: a tight and a wide halo, gathered on a small picture. */
export class Bloom {
  readonly #width: number;
  readonly #height: number;
  readonly #frameWidth: number;
  readonly #tight: Float32Array;
  readonly #halo: Float32Array;
  readonly light = new Float64Array(3);
  readonly #spare: Float32Array;

  constructor(frameWidth: number, frameHeight: number) {
    this.#frameWidth = frameWidth;
    this.#width = frameWidth / SHRINK;
    this.#height = frameHeight / SHRINK;
    const size = this.#width * this.#height * 3;
    this.#tight = new Float32Array(size);
    this.#halo = new Float32Array(size);
    this.#spare = new Float32Array(size);
  }

  /** Collects what is brighter than white. */
  gather(frame: Float32Array, exposure: number): void {
    const tight = this.#tight;
    for (let y = 0; y < this.#height; y += 1) {
      for (let x = 0; x < this.#width; x += 1) {
        const to = (y * this.#width + x) * 3;
        for (let c = 0; c < 3; c += 1) {
          let sum = 0;
          for (let part = 0; part < SHRINK * SHRINK; part += 1) {
            const px = x * SHRINK + (part & 3);
            const py = y * SHRINK + (part >> 2);
            const value = (frame[(py * this.#frameWidth + px) * 3 + c] as number) * exposure - 1;
            if (value > 0) sum += Math.min(value, 55);
          }
          tight[to + c] = sum / (SHRINK * SHRINK);
        }
      }
    }
    this.#blur(tight, 1);
    this.#blur(tight, 2);
    const halo = this.#halo;
    halo.set(tight);
    for (const radius of [5, 9, 9]) this.#blur(halo, radius);
    for (let at = 0; at < halo.length; at += 1) {
      halo[at] = (tight[at] as number) * 0.5 + (halo[at] as number) * 1.4;
    }
  }

  /** Looks up the halos at a place of the full picture; they are left in `light`. */
  find(x: number, y: number): void {
    const sx = Math.min(this.#width - 1.01, Math.max(0, x / SHRINK - 0.5));
    const sy = Math.min(this.#height - 1.01, Math.max(0, y / SHRINK - 0.5));
    const tx = sx - (sx | 0);
    const ty = sy - (sy | 0);
    const row = this.#width * 3;
    const at = (sy | 0) * row + (sx | 0) * 3;
    for (let c = 0; c < 3; c += 1) {
      const near = at + c;
      const a = this.#halo[near] as number;
      const d = this.#halo[near + row] as number;
      const top = a + ((this.#halo[near + 3] as number) - a) * tx;
      const bottom = d + ((this.#halo[near + row + 3] as number) - d) * tx;
      this.light[c] = top + (bottom - top) * ty;
    }
  }

  /** A box blur along rows, then along columns, by running sums. */
  #blur(picture: Float32Array, radius: number): void {
    this.#run(picture, this.#spare, {
      step: 3,
      length: this.#width,
      line: this.#width * 3,
      lines: this.#height,
      radius,
    });
    this.#run(this.#spare, picture, {
      step: this.#width * 3,
      length: this.#height,
      line: 3,
      lines: this.#width,
      radius,
    });
  }

  #run(
    from: Float32Array,
    to: Float32Array,
    {
      step,
      length,
      line,
      lines,
      radius,
    }: { step: number; length: number; line: number; lines: number; radius: number },
  ): void {
    for (let row = 0; row < lines; row += 1) {
      for (let c = 0; c < 3; c += 1) {
        const start = row * line + c;
        const value = (place: number) =>
          place < 0 || place >= length ? 0 : (from[start + place * step] as number);
        let sum = 0;
        for (let place = 0; place < radius; place += 1) sum += value(place);
        for (let place = 0; place < length; place += 1) {
          sum += value(place + radius) - value(place - radius - 1);
          to[start + place * step] = sum / (2 * radius + 1);
        }
      }
    }
  }
}
