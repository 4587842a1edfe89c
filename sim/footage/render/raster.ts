import { enters, leaves, setPlane } from './edges.ts';
import { type Mesh, type Pose, type Surface, VERTEX } from './mesh.ts';
import { alphaAt } from './texture.ts';
import { Tiles } from './tiles.ts';
import type { View } from './view.ts';

const NEAR_M = 0.3;
/** Floats per set-up triangle: 9 of the barycentric planes, 3 depths, 3 × (reciprocal distance, u, v, nx, ny, nz). */
export const FACE = 30;
/** Floats per projected corner: x, y, depth, reciprocal distance, u, v, nx, ny, nz. */
const CORNER = 9;

/** Edge of the tiles in which a raster keeps account of what was drawn. */
export const RASTER_TILE = 32;

/**
 * Finds which triangle shows in each picture element, and at what depth; shading comes after, once each.
 * Depth is the reciprocal of the distance with perspective and minus the distance without: greater is nearer.
 */
export class Raster {
  readonly width: number;
  readonly height: number;
  readonly depth: Float32Array;
  /** Index of the face, or −1. */
  readonly face: Int32Array;
  faces = new Float64Array(FACE * 1024);
  readonly materials: Surface[] = [];
  #count = 0;
  /** The parts that were drawn on since `clear`. */
  readonly drawn: Tiles;
  readonly #view = new Float32Array(3 * CORNER);
  readonly #clipped = new Float32Array(4 * CORNER);

  constructor(width: number, height: number, behind?: Float32Array) {
    this.width = width;
    this.height = height;
    this.depth = behind?.slice() ?? new Float32Array(width * height).fill(-Infinity);
    this.face = new Int32Array(width * height).fill(-1);
    this.drawn = new Tiles(width, height, RASTER_TILE);
  }

  /**
   * Forgets what was drawn.
   * @param behind depths to start from, always the same ones, so that only what is nearer gets drawn
   */
  clear(behind?: Float32Array): void {
    this.drawn.each((left, top, right, bottom) => {
      for (let y = top; y < bottom; y += 1) {
        const [from, to] = [y * this.width + left, y * this.width + right];
        this.face.fill(-1, from, to);
        if (behind === undefined) this.depth.fill(-Infinity, from, to);
        else this.depth.set(behind.subarray(from, to), from);
      }
    });
    this.drawn.clear();
    this.#count = 0;
    this.materials.length = 0;
  }

  draw(view: View, mesh: Mesh, pose: Pose = { x: 0, y: 0, heading: 0 }): void {
    if (!this.#mayShow(view, mesh, pose)) return;
    const cos = Math.cos(pose.heading);
    const sin = Math.sin(pose.heading);
    const lift = pose.z ?? 0;
    const { vertices, materialOf, materials } = mesh;
    const { origin, right, up, ahead } = view;
    const corners = this.#view;
    for (let triangle = 0; triangle < materialOf.length; triangle += 1) {
      for (let corner = 0; corner < 3; corner += 1) {
        const from = (triangle * 3 + corner) * VERTEX;
        const to = corner * CORNER;
        const mx = vertices[from] as number;
        const my = vertices[from + 1] as number;
        const dx = pose.x + mx * cos - my * sin - origin[0];
        const dy = pose.y + mx * sin + my * cos - origin[1];
        const dz = lift + (vertices[from + 2] as number) - origin[2];
        corners[to] = dx * right[0] + dy * right[1] + dz * right[2];
        corners[to + 1] = dx * up[0] + dy * up[1] + dz * up[2];
        corners[to + 2] = dx * ahead[0] + dy * ahead[1] + dz * ahead[2];
        const nx = vertices[from + 3] as number;
        const ny = vertices[from + 4] as number;
        corners[to + 4] = vertices[from + 6] as number;
        corners[to + 5] = vertices[from + 7] as number;
        corners[to + 6] = nx * cos - ny * sin;
        corners[to + 7] = nx * sin + ny * cos;
        corners[to + 8] = vertices[from + 5] as number;
      }
      this.#clipAndDraw(view, materials[materialOf[triangle] as number] as Surface);
    }
  }

  /** Whether the ball around a mesh reaches into the picture. */
  #mayShow(view: View, { reachM }: Mesh, { x, y, z = 0 }: Pose): boolean {
    if (!view.perspective) return true;
    const [dx, dy, dz] = [x - view.origin[0], y - view.origin[1], z - view.origin[2]];
    const { right, up, ahead, focal } = view;
    const distance = dx * ahead[0] + dy * ahead[1] + dz * ahead[2];
    if (distance < -reachM) return false;
    if (distance < reachM * 2) return true;
    const ball = (reachM * focal * 1.5) / distance;
    const sx = view.centreX + ((dx * right[0] + dy * right[1] + dz * right[2]) * focal) / distance;
    const sy = view.centreY - ((dx * up[0] + dy * up[1] + dz * up[2]) * focal) / distance;
    return sx > -ball && sy > -ball && sx < this.width + ball && sy < this.height + ball;
  }

  /** Cuts off what is behind the lens, which leaves no, one or two triangles. */
  #clipAndDraw(view: View, material: Surface): void {
    const source = this.#view;
    if (!view.perspective) {
      this.#project(view, source, 3);
      this.#fill(source, 0, 1, 2, material);
      return;
    }
    const out = this.#clipped;
    let count = 0;
    for (let corner = 0; corner < 3; corner += 1) {
      const here = corner * CORNER;
      const next = ((corner + 1) % 3) * CORNER;
      const z0 = source[here + 2] as number;
      const z1 = source[next + 2] as number;
      if (z0 >= NEAR_M) {
        out.set(source.subarray(here, here + CORNER), count * CORNER);
        count += 1;
      }
      if (z0 >= NEAR_M === z1 >= NEAR_M) continue;
      const t = (NEAR_M - z0) / (z1 - z0);
      for (let part = 0; part < CORNER; part += 1) {
        const value = source[here + part] as number;
        out[count * CORNER + part] = value + ((source[next + part] as number) - value) * t;
      }
      count += 1;
    }
    if (count < 3) return;
    this.#project(view, out, count);
    this.#fill(out, 0, 1, 2, material);
    if (count === 4) this.#fill(out, 0, 2, 3, material);
  }

  #project(view: View, corners: Float32Array, count: number): void {
    for (let at = 0; at < count * CORNER; at += CORNER) {
      const distance = corners[at + 2] as number;
      const per = view.perspective ? 1 / distance : 1;
      corners[at] = view.centreX + (corners[at] as number) * view.focal * per;
      corners[at + 1] = view.centreY - (corners[at + 1] as number) * view.focal * per;
      corners[at + 2] = view.perspective ? per : -distance;
      corners[at + 3] = per;
    }
  }

  #fill(corners: Float32Array, ia: number, ib: number, ic: number, material: Surface): void {
    const [a, b, c] = [ia * CORNER, ib * CORNER, ic * CORNER];
    const [ax, ay] = [corners[a] as number, corners[a + 1] as number];
    const [bx, by] = [corners[b] as number, corners[b + 1] as number];
    const [cx, cy] = [corners[c] as number, corners[c + 1] as number];
    const area = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay);
    const left = Math.max(0, Math.ceil(Math.min(ax, bx, cx) - 0.5));
    const right = Math.min(this.width - 1, Math.floor(Math.max(ax, bx, cx) - 0.5));
    const top = Math.max(0, Math.ceil(Math.min(ay, by, cy) - 0.5));
    const bottom = Math.min(this.height - 1, Math.floor(Math.max(ay, by, cy) - 0.5));
    if (left > right || top > bottom || Math.abs(area) < 1e-9) return;
    const at = this.#count * FACE;
    if (at + FACE > this.faces.length) {
      const grown = new Float64Array(this.faces.length * 2);
      grown.set(this.faces);
      this.faces = grown;
    }
    const { faces } = this;
    setPlane(faces, at, bx, by, cx, cy, area);
    setPlane(faces, at + 3, cx, cy, ax, ay, area);
    setPlane(faces, at + 6, ax, ay, bx, by, area);
    for (let index = 0; index < 3; index += 1) {
      const from = index === 0 ? a : index === 1 ? b : c;
      faces[at + 9 + index] = corners[from + 2] as number;
      for (let part = 0; part < 6; part += 1) {
        faces[at + 12 + index * 6 + part] = corners[from + 3 + part] as number;
      }
    }
    if (this.#scan(at, left, top, right, bottom, material)) {
      this.materials[this.#count] = material;
      this.#count += 1;
    }
  }

  /** Returns whether any picture element was won. */
  #scan(at: number, left: number, top: number, right: number, bottom: number, material: Surface): boolean {
    const { faces, width, depth, face } = this;
    const plane = (from: number) => faces[from] as number;
    const [a0, a1, a2] = [plane(at), plane(at + 1), plane(at + 2)];
    const [b0, b1, b2] = [plane(at + 3), plane(at + 4), plane(at + 5)];
    const [da, db, dc] = [plane(at + 9), plane(at + 10), plane(at + 11)];
    const cutout = material.cutout ? material.texture : null;
    let won = false;
    const [c0, c1, c2] = [-a0 - b0, -a1 - b1, 1 - a2 - b2];
    for (let y = top; y <= bottom; y += 1) {
      const [ra, rb, rc] = [a1 * (y + 0.5) + a2, b1 * (y + 0.5) + b2, c1 * (y + 0.5) + c2];
      const from = Math.max(left, enters(a0, ra), enters(b0, rb), enters(c0, rc));
      const to = Math.min(right, leaves(a0, ra), leaves(b0, rb), leaves(c0, rc));
      for (let x = from; x <= to; x += 1) {
        const wa = a0 * (x + 0.5) + ra;
        const wb = b0 * (x + 0.5) + rb;
        const wc = 1 - wa - wb;
        const here = wa * da + wb * db + wc * dc;
        const pixel = y * width + x;
        if (here <= (depth[pixel] as number)) continue;
        if (cutout !== null) {
          const [u, v] = this.#uv(at, wa, wb, wc);
          if (alphaAt(cutout, u, v) < 128) continue;
        }
        depth[pixel] = here;
        face[pixel] = this.#count;
        won = true;
      }
    }
    if (won) this.drawn.mark(left, top, right, bottom);
    return won;
  }

  #uv(at: number, wa: number, wb: number, wc: number): [number, number] {
    const { faces } = this;
    const qa = wa * (faces[at + 12] as number);
    const qb = wb * (faces[at + 18] as number);
    const qc = wc * (faces[at + 24] as number);
    const q = qa + qb + qc;
    return [
      (qa * (faces[at + 13] as number) + qb * (faces[at + 19] as number) + qc * (faces[at + 25] as number)) /
        q,
      (qa * (faces[at + 14] as number) + qb * (faces[at + 20] as number) + qc * (faces[at + 26] as number)) /
        q,
    ];
  }
}
