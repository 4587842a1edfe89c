import { type Light, skyColour } from './light.ts';
import type { Mesh } from './mesh.ts';
import { type Random, seededRandom } from './random.ts';
import { Raster } from './raster.ts';
import { Shader, type SunMap } from './shade.ts';
import {
  type Camera,
  cameraView,
  mirroredView,
  projectPoint,
  rayThrough,
  sunView,
  type View,
} from './view.ts';

/** What a camera looks at, as far as it stands still. */
export interface StillLife {
  readonly camera: Camera;
  readonly light: Light;
  /** Level ground and water: receives shadows, mirrors when wet. */
  readonly floor: Mesh;
  readonly props: Mesh;
  /** Height of the surface that mirrors: 0 for roads, below for rivers. */
  readonly mirrorLevelM: number;
  /** The square of ground, by its middle and its side, whose shadows are drawn. */
  readonly sunlit: { readonly x: number; readonly y: number; readonly acrossM: number };
}

/** A finished picture of what stands still, in parts, so that moving things can be lit into it. Three floats a pixel. */
export interface Still {
  readonly view: View;
  readonly width: number;
  readonly height: number;
  readonly soft: Float32Array;
  readonly direct: Float32Array;
  /** What fog leaves of the surfaces' colours. */
  readonly albedo: Float32Array;
  /** One float a pixel: share of the mirrored picture; of leaves; of water. */
  readonly mirror: Float32Array;
  readonly leaves: Float32Array;
  readonly water: Float32Array;
  /** Depth with two samples a pixel in each direction, to hide moving things behind. */
  readonly fineView: View;
  readonly fineDepth: Float32Array;
  readonly sunMap: SunMap | null;
  readonly fog: Light['fog'];
}

const SUN_MAP_SIZE = 4096;

function drawSunMap({ light, floor, props, sunlit }: StillLife): SunMap | null {
  if (light.sun === null) return null;
  const view = sunView(light.sun.towards, [sunlit.x, sunlit.y, 0], sunlit.acrossM, SUN_MAP_SIZE);
  const raster = new Raster(SUN_MAP_SIZE, SUN_MAP_SIZE);
  raster.draw(view, floor);
  raster.draw(view, props);
  return { view, raster };
}

/**
 * Renders `life`, averaging `samples` pictures that are each shifted by part of a pixel.
 * Shadows, nooks and reflections are sampled at random, so they soften as samples are added.
 */
export function renderStill(life: StillLife, width: number, height: number, samples: number): Still {
  const random = seededRandom(41);
  const pixels = width * height;
  const sunMap = drawSunMap(life);
  const still: Still = {
    view: cameraView(life.camera, width, height),
    width,
    height,
    soft: new Float32Array(pixels * 3),
    direct: new Float32Array(pixels * 3),
    albedo: new Float32Array(pixels * 3),
    mirror: new Float32Array(pixels),
    leaves: new Float32Array(pixels),
    water: new Float32Array(pixels),
    fineView: cameraView(life.camera, width * 2, height * 2),
    fineDepth: new Float32Array(0),
    sunMap,
    fog: life.light.fog,
  };
  const mirrored = mirrors(life) ? renderMirrored(life, sunMap, width, height, random) : null;
  const raster = new Raster(width, height);
  const shader = new Shader(life.light, sunMap);
  for (let sample = 0; sample < samples; sample += 1) {
    const view = cameraView(life.camera, width, height, [random() - 0.5, random() - 0.5]);
    raster.clear();
    raster.draw(view, life.floor);
    raster.draw(view, life.props);
    addSample({ still, raster, view, shader, life, mirrored, random, weight: 1 / samples });
  }
  const fine = new Raster(width * 2, height * 2);
  fine.draw(still.fineView, life.floor);
  fine.draw(still.fineView, life.props);
  return { ...still, fineDepth: fine.depth };
}

const mirrors = ({ light, floor }: StillLife) =>
  light.wet > 0 || floor.materials.some(({ mirror }) => (mirror ?? 0) > 0);

/** The scene upside down, as the ground would mirror it; three floats a pixel. */
function renderMirrored(
  life: StillLife,
  sunMap: SunMap | null,
  width: number,
  height: number,
  random: Random,
): Float32Array {
  const picture = new Float32Array(width * height * 3);
  const view = mirroredView(cameraView(life.camera, width, height), life.mirrorLevelM);
  const raster = new Raster(width, height);
  raster.draw(view, life.props);
  const shader = new Shader(life.light, sunMap);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const pixel = y * width + x;
      if ((raster.face[pixel] as number) < 0) {
        const ray = rayThrough(view, x + 0.5, y + 0.5);
        picture.set(skyColour(life.light, [ray[0], ray[1], Math.max(0.02, ray[2])]), pixel * 3);
        continue;
      }
      shader.locate(raster, view, x, y);
      if ((shader.position[2] as number) < life.mirrorLevelM) continue;
      shader.light(0.8, random() * 0.1, random() * 0.1);
      for (let c = 0; c < 3; c += 1) {
        picture[pixel * 3 + c] = (shader.soft[c] as number) + (shader.direct[c] as number);
      }
    }
  }
  return picture;
}

interface Pass {
  readonly still: Still;
  readonly raster: Raster;
  readonly view: View;
  readonly shader: Shader;
  readonly life: StillLife;
  readonly mirrored: Float32Array | null;
  readonly random: Random;
  readonly weight: number;
}

function addSample(pass: Pass): void {
  const { still, raster, view, shader, life, random, weight } = pass;
  const { width, height, soft, direct, albedo } = still;
  const softness = 0.16;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const pixel = y * width + x;
      const at = pixel * 3;
      if ((raster.face[pixel] as number) < 0) {
        addSky(soft, at, life.light, view, x, y, weight);
        continue;
      }
      shader.locate(raster, view, x, y);
      const open = openness(raster, view, shader, random);
      shader.light(open, (random() - 0.5) * softness, (random() - 0.5) * softness);
      if (shader.mirrorShare > 0 && pass.mirrored !== null) addMirrored(pass, pass.mirrored, x, y);
      for (let c = 0; c < 3; c += 1) {
        soft[at + c] = (soft[at + c] as number) + (shader.soft[c] as number) * weight;
        direct[at + c] = (direct[at + c] as number) + (shader.direct[c] as number) * weight;
        albedo[at + c] =
          (albedo[at + c] as number) + (shader.albedo[c] as number) * shader.clearness * weight;
      }
      still.mirror[pixel] = (still.mirror[pixel] as number) + shader.mirrorShare * shader.clearness * weight;
      if (shader.material?.leaf === true) still.leaves[pixel] = (still.leaves[pixel] as number) + weight;
      if (shader.material?.water === true) still.water[pixel] = (still.water[pixel] as number) + weight;
    }
  }
}

function addSky(
  soft: Float32Array,
  at: number,
  light: Light,
  view: View,
  x: number,
  y: number,
  weight: number,
) {
  const seen = skyColour(light, rayThrough(view, x + 0.5, y + 0.5));
  const haze = Math.min(0.97, light.fog.perM * 140);
  for (let c = 0; c < 3; c += 1) {
    const value = (seen[c] as number) * (1 - haze) + (light.fog.colour[c] as number) * haze;
    soft[at + c] = (soft[at + c] as number) + value * weight;
  }
}

/** Wet ground is rough along the line of sight: it smears what it mirrors upwards and downwards. */
function addMirrored(
  { still, shader, life, random }: Pass,
  mirrored: Float32Array,
  x: number,
  y: number,
): void {
  const { width, height } = still;
  const water = shader.material?.water === true;
  const smear = water ? 5 : 26;
  const sx = Math.round(x + (random() - 0.5) * (water ? 3 : 4));
  const sy = Math.round(y + (random() + random() - 1) * smear * life.light.smear);
  const from = (Math.min(height - 1, Math.max(0, sy)) * width + Math.min(width - 1, Math.max(0, sx))) * 3;
  const share = shader.mirrorShare;
  for (let c = 0; c < 3; c += 1) {
    // A bulb in a puddle would take thousands of samples to become smooth.
    const bright = Math.min(2.5, mirrored[from + c] as number);
    const fog = (life.light.fog.colour[c] as number) * (1 - shader.clearness);
    const seen = bright * shader.clearness + fog;
    shader.soft[c] = (shader.soft[c] as number) * (1 - share) + seen * share;
    shader.direct[c] = (shader.direct[c] as number) * (1 - share);
    shader.albedo[c] = (shader.albedo[c] as number) * (1 - share);
  }
}

/** How open the found place is to the sky and its surroundings: looks for nearer things on a few random ways out. */
function openness(raster: Raster, view: View, shader: Shader, random: Random): number {
  const { position, normal, material } = shader;
  const tries = 3;
  let blocked = 0;
  for (let index = 0; index < tries; index += 1) {
    const reach = 0.15 + random() ** 2 * 2.6;
    const point: [number, number, number] = [0, 0, 0];
    for (let c = 0; c < 3; c += 1) {
      point[c] = (position[c] as number) + ((normal[c] as number) * 1.05 + (random() - 0.5) * 1.8) * reach;
    }
    const landed = projectPoint(view, point);
    if (landed === null) continue;
    const x = Math.floor(landed.x);
    const y = Math.floor(landed.y);
    if (x < 0 || y < 0 || x >= raster.width || y >= raster.height) continue;
    const ahead = landed.distanceM - 1 / (raster.depth[y * raster.width + x] as number);
    if (ahead > 0.03 && ahead < reach * 2.5) blocked += 1;
  }
  return 1 - (blocked / tries) * (material?.leaf === true ? 0.55 : 0.8);
}
