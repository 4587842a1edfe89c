import { ambient, type Light } from './light.ts';
import type { Surface } from './mesh.ts';
import { fractalNoise, noise2 } from './random.ts';
import { FACE, type Raster } from './raster.ts';
import { sampleTexture } from './texture.ts';
import type { View } from './view.ts';

/** The shadows of everything that stands still. */
export interface SunMap {
  readonly view: View;
  readonly raster: Raster;
}

const SHADOW_BIAS_M = 0.12;
/** Square metres a unit of a lamp's light reaches before it is too dim to matter. */
const DIM = 60;

/**
 * Lights one picture element after another; the results stay in its fields until the next call.
 * Sunlight is kept apart from the rest, so that moving things can still throw shadows on a finished picture.
 */
export class Shader {
  readonly position = new Float64Array(3);
  readonly normal = new Float64Array(3);
  readonly albedo = new Float32Array(3);
  /** Radiance from the sun. */
  readonly direct = new Float64Array(3);
  /** Radiance from all else. */
  readonly soft = new Float64Array(3);
  /** Share of the mirrored picture that wet ground adds, 0…1. */
  mirrorShare = 0;
  /** Share of light that fog lets through. */
  clearness = 1;
  material: Surface | null = null;
  readonly #light: Light;
  readonly #sunMap: SunMap | null;
  readonly #scratch = new Float32Array(3);
  readonly #around = new Float64Array(3);
  #distanceM = 0;
  #facing = 1;
  readonly #look: [number, number, number] = [0, 0, 0];

  constructor(light: Light, sunMap: SunMap | null) {
    this.#light = light;
    this.#sunMap = sunMap;
  }

  /** Finds place, normal and colour of what `raster` shows at a picture element. */
  locate(raster: Raster, view: View, x: number, y: number): void {
    const face = raster.face[y * raster.width + x] as number;
    const { faces } = raster;
    const at = face * FACE;
    const f = (index: number) => faces[at + index] as number;
    const wa = f(0) * (x + 0.5) + f(1) * (y + 0.5) + f(2);
    const wb = f(3) * (x + 0.5) + f(4) * (y + 0.5) + f(5);
    const qa = wa * f(12);
    const qb = wb * f(18);
    const qc = (1 - wa - wb) * f(24);
    const q = qa + qb + qc;
    const distance = 1 / q;
    const r = (x + 0.5 - view.centreX) / view.focal;
    const u = (view.centreY - y - 0.5) / view.focal;
    let length = 0;
    let facing = 0;
    let square = 0;
    for (let c = 0; c < 3; c += 1) {
      const ray = (view.ahead[c] as number) + (view.right[c] as number) * r + (view.up[c] as number) * u;
      this.position[c] = (view.origin[c] as number) + ray * distance;
      const normal = (qa * f(15 + c) + qb * f(21 + c) + qc * f(27 + c)) * distance;
      this.normal[c] = normal;
      this.#look[c] = ray;
      length += ray * ray;
      facing += ray * normal;
      square += normal * normal;
    }
    const material = raster.materials[face] as Surface;
    this.material = material;
    const flip = facing > 0 && !material.leaf ? -1 : 1;
    const normalLength = Math.sqrt(square) || 1;
    for (let c = 0; c < 3; c += 1) {
      this.normal[c] = ((this.normal[c] as number) * flip) / normalLength;
      this.#look[c] = (this.#look[c] as number) / Math.sqrt(length);
    }
    this.#facing = Math.min(1, Math.abs(facing) / normalLength / Math.sqrt(length));
    this.#distanceM = distance * Math.sqrt(length);
    this.#colour(
      material,
      (qa * f(13) + qb * f(19) + qc * f(25)) * distance,
      (qa * f(14) + qb * f(20) + qc * f(26)) * distance,
      distance / view.focal,
    );
  }

  #colour(material: Surface, u: number, v: number, texelM: number): void {
    const { albedo } = this;
    albedo[0] = 1;
    albedo[1] = 1;
    albedo[2] = 1;
    if (material.texture !== null) sampleTexture(material.texture, u, v, texelM, albedo);
    let shade = 1;
    const { grain } = material;
    if (grain > 0) {
      const flat = Math.abs(this.normal[2] as number) > 0.5;
      const px = (this.position[0] as number) + (flat ? 0 : (this.position[1] as number));
      const py = flat ? (this.position[1] as number) : (this.position[2] as number);
      shade += grain * (fractalNoise(px * 0.23, py * 0.23, 3) - 0.5) * 1.1;
      shade += grain * (fractalNoise(px * 2.7, py * 2.7, 2) - 0.5) * 0.5;
      if (texelM < 0.06) shade += grain * (noise2(px * 31, py * 31) - 0.5) * 0.45;
    }
    if (this.#light.wet > 0 && material.floor) shade *= 1 - 0.45 * this.#light.wet;
    for (let c = 0; c < 3; c += 1) albedo[c] = (albedo[c] as number) * (material.colour[c] as number) * shade;
    this.soft.fill(0);
    if (material.emission === null) return;
    let strength = 1;
    if (material.beam) strength = Math.max(0, this.#facing) ** 3;
    const glow = this.#scratch;
    glow.fill(1);
    if (material.glow !== null) sampleTexture(material.glow, u, v, texelM, glow);
    for (let c = 0; c < 3; c += 1) {
      this.soft[c] = (glow[c] as number) * (material.emission[c] as number) * strength;
    }
  }

  /**
   * Lights what `locate` found.
   * @param open share of the surroundings' light that nooks let in, 0…1
   * @param jitterX, jitterY shift of the shadow's edge in metres, drawn anew for every sample to soften it
   */
  light(open: number, jitterX: number, jitterY: number): void {
    const { normal, albedo, direct, soft } = this;
    const light = this.#light;
    ambient(light, normal[2] as number, this.#around);
    this.#lamps();
    const sun = this.#sunlight(jitterX, jitterY);
    for (let c = 0; c < 3; c += 1) {
      soft[c] = (soft[c] as number) + (albedo[c] as number) * (this.#around[c] as number) * open;
      direct[c] = (albedo[c] as number) * sun * (light.sun?.colour[c] ?? 0);
    }
    this.#mirror(sun, open);
    const clear = Math.exp(-this.#distanceM * light.fog.perM);
    this.clearness = clear;
    for (let c = 0; c < 3; c += 1) {
      soft[c] = (soft[c] as number) * clear + (light.fog.colour[c] as number) * (1 - clear);
      direct[c] = (direct[c] as number) * clear;
    }
  }

  #lamps(): void {
    const { position, normal, albedo, soft } = this;
    for (const { at, colour, focus, aim } of this.#light.lamps) {
      const brightest = Math.max(colour[0], colour[1], colour[2]);
      const dx = at[0] - (position[0] as number);
      const dy = at[1] - (position[1] as number);
      const dz = at[2] - (position[2] as number);
      const square = dx * dx + dy * dy + dz * dz;
      if (square > brightest * DIM) continue;
      const distance = Math.sqrt(square) + 0.01;
      const facing =
        (dx * (normal[0] as number) + dy * (normal[1] as number) + dz * (normal[2] as number)) / distance;
      const lit = this.material?.leaf === true ? Math.abs(facing) * 0.6 + 0.3 : Math.max(0, facing);
      if (lit === 0) continue;
      let gathered = 1;
      if (focus > 0) {
        const along = -(dx * aim[0] + dy * aim[1] + dz * aim[2]) / distance;
        gathered = Math.max(0.02, along) ** focus;
      }
      const strength = (lit * gathered) / (square + 0.6);
      for (let c = 0; c < 3; c += 1) {
        soft[c] = (soft[c] as number) + (albedo[c] as number) * (colour[c] as number) * strength;
      }
    }
  }

  #sunlight(jitterX: number, jitterY: number): number {
    const { sun } = this.#light;
    if (sun === null) return 0;
    const { normal, position, material } = this;
    const [sx, sy, sz] = sun.towards;
    const facing = sx * (normal[0] as number) + sy * (normal[1] as number) + sz * (normal[2] as number);
    const lit =
      material?.leaf === true
        ? Math.max(0, facing) * 0.75 + Math.max(0, -facing) * 0.3 + 0.12
        : Math.max(0, facing);
    if (lit <= 0 || this.#sunMap === null) return lit;
    const { view, raster } = this.#sunMap;
    const lift = material?.leaf === true ? 0.25 : 0.06;
    let [right, up, distanceM] = [0, 0, 0];
    for (let c = 0; c < 3; c += 1) {
      const from = (position[c] as number) + (normal[c] as number) * lift - (view.origin[c] as number);
      right += from * (view.right[c] as number);
      up += from * (view.up[c] as number);
      distanceM += from * (view.ahead[c] as number);
    }
    const x = Math.floor(view.centreX + (right + jitterX) * view.focal);
    const y = Math.floor(view.centreY - (up - jitterY) * view.focal);
    if (x < 0 || y < 0 || x >= raster.width || y >= raster.height) return lit;
    return (raster.depth[y * raster.width + x] as number) > SHADOW_BIAS_M - distanceM ? 0 : lit;
  }

  #mirror(sun: number, open: number): void {
    const { material, normal, soft, direct } = this;
    const light = this.#light;
    const wet = material?.floor === true ? light.wet : 0;
    const base = Math.max(material?.mirror ?? 0, wet * 0.04);
    this.mirrorShare = 0;
    if (base === 0) return;
    const away = 1 - this.#facing;
    const fresnel = base + (1 - base) * away * away * away * away * away;
    if (material?.floor === true) {
      const [px, py] = [this.position[0] as number, this.position[1] as number];
      const pools =
        wet > 0
          ? 0.35 + 0.65 * Math.min(1, Math.max(0, (fractalNoise(px * 0.33, py * 0.33, 4) - 0.42) * 6))
          : 1;
      this.mirrorShare = Math.min(1, fresnel * 1.5) * pools;
      return;
    }
    const [lx, ly, lz] = this.#look;
    const [nx, ny, nz] = [normal[0] as number, normal[1] as number, normal[2] as number];
    const towards = 2 * (nx * lx + ny * ly + nz * lz);
    const [rx, ry, rz] = [lx - towards * nx, ly - towards * ny, lz - towards * nz];
    // The clouds would not show in so small a mirror.
    const high = Math.sqrt(Math.min(1, Math.max(0, rz) * 1.6));
    for (let c = 0; c < 3; c += 1) {
      const sky = (light.horizon[c] as number) * (1 - high) + (light.zenith[c] as number) * high;
      const seen = rz > 0 ? sky : (light.bounce[c] as number);
      soft[c] = (soft[c] as number) * (1 - fresnel) + seen * fresnel * open;
    }
    if (light.sun === null || sun === 0) return;
    const [sx, sy, sz] = light.sun.towards;
    const ahead = rx * sx + ry * sy + rz * sz;
    if (ahead < 0.95) return;
    const spot = ahead ** 180 * base * 14;
    for (let c = 0; c < 3; c += 1) direct[c] = (direct[c] as number) + (light.sun.colour[c] as number) * spot;
  }
}
