import type { Texture } from './texture.ts';
import { cross, sub, unit, type Vec3 } from './vec.ts';

/** What a surface is made of. Colours are linear. */
export interface Material {
  readonly colour: Vec3;
  /** Multiplies `colour`. */
  readonly texture?: Texture;
  /** The texture's alpha cuts holes. */
  readonly cutout?: boolean;
  /** Share of the surroundings mirrored head on; rises at grazing angles. */
  readonly mirror?: number;
  /** Light of its own; multiplied by `glow` where that is painted. */
  readonly emission?: Vec3;
  readonly glow?: Texture;
  /** Emits ahead only, as lamps behind a lens do. */
  readonly beam?: boolean;
  /** Uneven brightness of a weathered surface: 0 none, 1 strong. */
  readonly grain?: number;
  /** Leaves: light passes through, wind moves them. */
  readonly leaf?: boolean;
  /** Ripples. */
  readonly water?: boolean;
  /** A level surface that gets wet and mirrors what stands on it. */
  readonly floor?: boolean;
}

/** A material with everything spelt out, so that all have one shape in memory: they are read for every sample. */
export type Surface = Required<Omit<Material, 'texture' | 'glow' | 'emission'>> & {
  readonly texture: Texture | null;
  readonly glow: Texture | null;
  readonly emission: Vec3 | null;
};

const surfaces = new WeakMap<Material, Surface>();

function surfaceOf(material: Material): Surface {
  const known = surfaces.get(material);
  if (known !== undefined) return known;
  const made: Surface = {
    colour: material.colour,
    texture: material.texture ?? null,
    cutout: material.cutout ?? false,
    mirror: material.mirror ?? 0,
    emission: material.emission ?? null,
    glow: material.glow ?? null,
    beam: material.beam ?? false,
    grain: material.grain ?? 0,
    leaf: material.leaf ?? false,
    water: material.water ?? false,
    floor: material.floor ?? false,
  };
  surfaces.set(material, made);
  return made;
}

/** Floats per vertex: position, normal, texture coordinates. */
export const VERTEX = 8;

/** Triangles; three vertices each. */
export interface Mesh {
  readonly vertices: Float32Array;
  readonly materialOf: Uint16Array;
  readonly materials: readonly Surface[];
  /** No corner is farther from the origin. */
  readonly reachM: number;
}

/** Where a mesh stands: metres, and the heading in radians counter-clockwise from +x. */
export interface Pose {
  readonly x: number;
  readonly y: number;
  readonly z?: number;
  readonly heading: number;
}

const ORIGIN: Pose = { x: 0, y: 0, heading: 0 };

/** A corner of a face. */
export interface Corner {
  readonly at: Vec3;
  readonly normal?: Vec3;
  readonly uv?: readonly [number, number];
}

/** Collects triangles; `build` freezes them. */
export class MeshBuilder {
  readonly #vertices: number[] = [];
  readonly #materialOf: number[] = [];
  readonly #materials: Surface[] = [];

  triangle(a: Corner, b: Corner, c: Corner, material: Material): void {
    const flat = unit(cross(sub(b.at, a.at), sub(c.at, a.at)));
    for (const corner of [a, b, c]) {
      this.#vertices.push(...corner.at, ...(corner.normal ?? flat), ...(corner.uv ?? [0, 0]));
    }
    this.#materialOf.push(this.#slot(surfaceOf(material)));
  }

  /** A flat face with corners in order; texture coordinates run once over it unless given. */
  quad(
    a: Vec3,
    b: Vec3,
    c: Vec3,
    d: Vec3,
    material: Material,
    repeat: readonly [number, number] = [1, 1],
  ): void {
    const [u, v] = repeat;
    const ca: Corner = { at: a, uv: [0, v] };
    const cb: Corner = { at: b, uv: [u, v] };
    const cc: Corner = { at: c, uv: [u, 0] };
    const cd: Corner = { at: d, uv: [0, 0] };
    this.triangle(ca, cb, cc, material);
    this.triangle(ca, cc, cd, material);
  }

  /** Adds another mesh as it stands at `pose`, or where it was made. */
  place(mesh: Mesh, pose: Pose = ORIGIN, size = 1): void {
    const cos = Math.cos(pose.heading);
    const sin = Math.sin(pose.heading);
    const { vertices } = mesh;
    for (let at = 0; at < vertices.length; at += VERTEX) {
      const [x, y, z, nx, ny, nz, u, v] = vertices.subarray(at, at + VERTEX) as unknown as number[] as [
        number,
        number,
        number,
        number,
        number,
        number,
        number,
        number,
      ];
      this.#vertices.push(
        pose.x + (x * cos - y * sin) * size,
        pose.y + (x * sin + y * cos) * size,
        (pose.z ?? 0) + z * size,
        nx * cos - ny * sin,
        nx * sin + ny * cos,
        nz,
        u,
        v,
      );
    }
    for (const slot of mesh.materialOf) this.#materialOf.push(this.#slot(mesh.materials[slot] as Surface));
  }

  build(): Mesh {
    let square = 0;
    for (let at = 0; at < this.#vertices.length; at += VERTEX) {
      const [x, y, z] = this.#vertices.slice(at, at + 3) as [number, number, number];
      square = Math.max(square, x * x + y * y + z * z);
    }
    return {
      reachM: Math.sqrt(square),
      vertices: Float32Array.from(this.#vertices),
      materialOf: Uint16Array.from(this.#materialOf),
      materials: this.#materials,
    };
  }

  #slot(material: Surface): number {
    const known = this.#materials.lastIndexOf(material);
    return known >= 0 ? known : this.#materials.push(material) - 1;
  }
}
