import type { Actor, Placed } from './actor.ts';
import { addBeams, dimUnder, flatten } from './ground-effects.ts';
import { Lens, type Look } from './lens.ts';
import { RASTER_TILE, Raster } from './raster.ts';
import { Shader } from './shade.ts';
import { renderStill, type Still, type StillLife } from './still.ts';
import { Tiles } from './tiles.ts';
import { cameraView, mirroredView } from './view.ts';
import { type Drift, sway, swayMap } from './wind.ts';

/** All that a scene is made of. */
export interface Stage extends StillLife {
  readonly actors: readonly Actor[];
  readonly look: Look;
  /** Wind in the leaves and ripples on water, in picture elements. */
  readonly drift: Drift;
}

/** Wind is slow: its steps may be longer than pictures. A whole number of them fits a loop. */
const SWAYS_PER_SECOND = 12.5;

/** Puts the moving things of a stage into its still picture. Depth, shadows and reflections are shared by both. */
export class Film {
  readonly #stage: Stage;
  readonly #still: Still;
  readonly #base: Float32Array;
  /** The base with its leaves where the wind has them. */
  readonly #calm: Float32Array;
  readonly #frame: Float32Array;
  readonly #fine: Raster;
  readonly #shadows: Raster;
  readonly #mirrored: Raster;
  readonly #shader: Shader;
  readonly #lens: Lens;
  readonly #dirty: Tiles;
  #swayedAt = -1;
  readonly #swayMap: ReturnType<typeof swayMap>;

  constructor(stage: Stage, width: number, height: number, samples: number) {
    this.#stage = stage;
    this.#still = renderStill(stage, width, height, samples);
    const { soft, direct } = this.#still;
    this.#base = soft.map((value, index) => value + (direct[index] as number));
    this.#calm = this.#base.slice();
    this.#frame = this.#base.slice();
    this.#fine = new Raster(width * 2, height * 2, this.#still.fineDepth);
    this.#shadows = new Raster(width * 2, height * 2);
    this.#mirrored = new Raster(width, height);
    this.#shader = new Shader(stage.light, this.#still.sunMap);
    this.#swayMap = swayMap(this.#still, stage.drift);
    this.#dirty = new Tiles(width, height, RASTER_TILE / 2);
    this.#lens = new Lens(stage.look, this.#base, width, height, this.#dirty);
  }

  /** Paints one moment; the buffer is reused by the next call. RGBA. */
  paint(seconds: number): Uint8Array {
    const placed = this.#stage.actors.flatMap((actor) => actor(seconds));
    this.#moveLeaves(seconds);
    this.#reflect(placed);
    this.#throwShadows(placed);
    for (const thing of placed) dimUnder(this.#frame, this.#still, this.#dirty, thing);
    for (const thing of placed) addBeams(this.#frame, this.#still, this.#dirty, thing);
    this.#drawThings(placed);
    return this.#lens.develop(this.#frame, this.#dirty, seconds);
  }

  /** Takes the moving things of the last picture away again, and moves leaves and water on when it is time. */
  #moveLeaves(seconds: number): void {
    const moment = Math.floor(seconds * SWAYS_PER_SECOND) / SWAYS_PER_SECOND;
    const { tiles } = this.#swayMap;
    const moved = moment !== this.#swayedAt ? tiles : [];
    if (moved.length > 0) sway(this.#calm, this.#base, this.#swayMap, this.#still, moment);
    this.#swayedAt = moment;
    for (const tile of moved) this.#dirty.flags[tile] = 1;
    const { width } = this.#still;
    this.#dirty.each((left, top, right, bottom) => {
      for (let y = top; y < bottom; y += 1) {
        const from = (y * width + left) * 3;
        this.#frame.set(this.#calm.subarray(from, (y * width + right) * 3), from);
      }
    });
    this.#dirty.clear();
    for (const tile of moved) this.#dirty.flags[tile] = 1;
  }

  #throwShadows(placed: readonly Placed[]): void {
    const { sun } = this.#stage.light;
    if (sun === null || placed.length === 0) return;
    const { fineView, fineDepth, width, direct } = this.#still;
    const raster = this.#shadows;
    raster.clear();
    for (const thing of placed) raster.draw(fineView, flatten(thing, sun.towards));
    this.#eachDrawn(raster, (x, y) => {
      let covered = 0;
      for (let part = 0; part < 4; part += 1) {
        const fine = (y * 2 + (part >> 1)) * width * 2 + x * 2 + (part & 1);
        if ((raster.face[fine] as number) < 0) continue;
        const ratio = (raster.depth[fine] as number) / (fineDepth[fine] as number);
        if (ratio > 0.985 && ratio < 1.03) covered += 0.25;
      }
      if (covered === 0) return;
      const at = (y * width + x) * 3;
      for (let c = 0; c < 3; c += 1) {
        this.#frame[at + c] = (this.#frame[at + c] as number) - (direct[at + c] as number) * covered;
      }
    });
  }

  /** Visits the picture elements of which a raster with two samples in each direction drew on. */
  #eachDrawn(raster: Raster, visit: (x: number, y: number) => void): void {
    raster.drawn.each((left, top, right, bottom) => {
      this.#dirty.mark(left >> 1, top >> 1, (right >> 1) - 1, (bottom >> 1) - 1);
      for (let y = top >> 1; y < bottom >> 1; y += 1) {
        for (let x = left >> 1; x < right >> 1; x += 1) visit(x, y);
      }
    });
  }

  #drawThings(placed: readonly Placed[]): void {
    const { fineView, fineDepth, width } = this.#still;
    const raster = this.#fine;
    const shader = this.#shader;
    raster.clear(fineDepth);
    for (const { mesh, pose } of placed) raster.draw(fineView, mesh, pose);
    const { face } = raster;
    const sum = [0, 0, 0];
    this.#eachDrawn(raster, (x, y) => {
      let covered = 0;
      let lit = -1;
      for (let part = 0; part < 4; part += 1) {
        const [fx, fy] = [x * 2 + (part & 1), y * 2 + (part >> 1)];
        const here = face[fy * width * 2 + fx] as number;
        if (here < 0) continue;
        if (covered === 0) sum.fill(0);
        covered += 0.25;
        // Samples of one face in one picture element look alike: they are lit once.
        if (here !== lit) {
          lit = here;
          shader.locate(raster, fineView, fx, fy);
          shader.light(0.75 + 0.25 * Math.min(1, Math.max(0, shader.position[2] as number)), 0, 0);
        }
        for (let c = 0; c < 3; c += 1) {
          sum[c] = (sum[c] as number) + ((shader.soft[c] as number) + (shader.direct[c] as number)) * 0.25;
        }
      }
      if (covered === 0) return;
      const at = (y * width + x) * 3;
      for (let c = 0; c < 3; c += 1) {
        this.#frame[at + c] = (this.#frame[at + c] as number) * (1 - covered) + (sum[c] as number);
      }
    });
  }

  /** Moving things in wet ground and water, smeared up and down along each column. */
  #reflect(placed: readonly Placed[]): void {
    const { mirror, width, height } = this.#still;
    if (this.#stage.light.wet === 0 || placed.length === 0) return;
    const view = mirroredView(cameraView(this.#stage.camera, width, height), this.#stage.mirrorLevelM);
    const raster = this.#mirrored;
    raster.clear();
    for (const { mesh, pose } of placed) raster.draw(view, mesh, pose);
    const smear = Math.round(38 * this.#stage.light.smear);
    const weights = Array.from(
      { length: smear + 1 },
      (_, by) => ((1 - by / (smear + 1)) ** 2 * 3) / (2 * smear),
    );
    raster.drawn.each((left, top, right, bottom) => {
      this.#dirty.mark(left, top - smear, right - 1, bottom + smear);
      for (let y = top; y < bottom; y += 1) {
        for (let x = left; x < right; x += 1) {
          if ((raster.face[y * width + x] as number) < 0) continue;
          this.#shader.locate(raster, view, x, y);
          this.#shader.light(0.7, 0, 0);
          for (let to = Math.max(0, y - smear); to <= Math.min(height - 1, y + smear); to += 1) {
            const share = (mirror[to * width + x] as number) * (weights[Math.abs(to - y)] as number);
            if (share === 0) continue;
            const at = (to * width + x) * 3;
            for (let c = 0; c < 3; c += 1) {
              const seen = (this.#shader.soft[c] as number) + (this.#shader.direct[c] as number);
              this.#frame[at + c] = (this.#frame[at + c] as number) * (1 - share) + Math.min(6, seen) * share;
            }
          }
        }
      }
    });
  }
}
