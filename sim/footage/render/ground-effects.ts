import type { Placed } from './actor.ts';
import { type Mesh, VERTEX } from './mesh.ts';
import type { Still } from './still.ts';
import type { Tiles } from './tiles.ts';
import { smoothstep, type Vec3 } from './vec.ts';
import { projectPoint, rayThrough } from './view.ts';

/** A thing pressed flat onto the ground along the sun's rays: the shape of its shadow, in world coordinates. */
export function flatten({ mesh, pose }: Placed, towardsSun: Vec3): Mesh {
  const cos = Math.cos(pose.heading);
  const sin = Math.sin(pose.heading);
  const [sx, sy, sz] = towardsSun;
  const vertices = new Float32Array(mesh.vertices.length);
  for (let at = 0; at < vertices.length; at += VERTEX) {
    const x = mesh.vertices[at] as number;
    const y = mesh.vertices[at + 1] as number;
    const z = (mesh.vertices[at + 2] as number) + (pose.z ?? 0);
    vertices[at] = pose.x + x * cos - y * sin - (z / sz) * sx;
    vertices[at + 1] = pose.y + x * sin + y * cos - (z / sz) * sy;
    vertices[at + 2] = 0.02;
  }
  return { ...mesh, vertices, reachM: Infinity };
}

/** Calls `visit` for every picture element on a patch of ground, with its place relative to the thing: ahead, aside. */
function overGround(
  still: Still,
  dirty: Tiles,
  { pose }: Placed,
  patch: { readonly ahead: readonly [number, number]; readonly asideM: number; readonly heightM: number },
  visit: (at: number, ahead: number, aside: number, distanceM: number) => void,
): void {
  const { view, width, height, fineDepth } = still;
  const cos = Math.cos(pose.heading);
  const sin = Math.sin(pose.heading);
  const corners = patch.ahead.flatMap((ahead) =>
    [-patch.asideM, patch.asideM].map((aside) =>
      projectPoint(view, [pose.x + ahead * cos - aside * sin, pose.y + ahead * sin + aside * cos, 0]),
    ),
  );
  const xs = corners.map((corner) => corner?.x ?? 0);
  const ys = corners.map((corner) => corner?.y ?? height);
  if (corners.every((corner) => corner === null)) return;
  const [left, right] = [
    Math.max(0, Math.floor(Math.min(...xs))),
    Math.min(width - 1, Math.ceil(Math.max(...xs))),
  ];
  const [top, bottom] = [
    Math.max(0, Math.floor(Math.min(...ys))),
    Math.min(height - 1, Math.ceil(Math.max(...ys))),
  ];
  dirty.mark(left, top, right, bottom);
  for (let y = top; y <= bottom; y += 1) {
    for (let x = left; x <= right; x += 1) {
      const depth = fineDepth[y * 2 * width * 2 + x * 2] as number;
      if (!(depth > 0)) continue;
      const ray = rayThrough(view, x + 0.5, y + 0.5);
      if (view.origin[2] + ray[2] / depth > patch.heightM) continue;
      const dx = view.origin[0] + ray[0] / depth - pose.x;
      const dy = view.origin[1] + ray[1] / depth - pose.y;
      visit((y * width + x) * 3, dx * cos + dy * sin, dy * cos - dx * sin, 1 / depth);
    }
  }
}

/** The dark that every standing thing keeps beneath itself, whatever the light. */
export function dimUnder(frame: Float32Array, still: Still, dirty: Tiles, thing: Placed): void {
  const [length, width] = [thing.footprint[0] / 2, thing.footprint[1] / 2];
  if (length === 0) return;
  const margin = Math.min(0.7, width);
  const patch = {
    ahead: [-length - margin, length + margin] as const,
    asideM: width + margin,
    heightM: 0.25,
  };
  overGround(still, dirty, thing, patch, (at, ahead, aside, distanceM) => {
    const beyond = Math.max(0, Math.abs(ahead) - length * 0.85);
    const beside = Math.max(0, Math.abs(aside) - width * 0.8);
    const outside = Math.sqrt(beyond * beyond + beside * beside);
    const left = 1 - 0.72 * (1 - smoothstep(0, margin, outside));
    // The fog between has light of its own, which does not dim.
    const haze = 1 - Math.exp(-distanceM * still.fog.perM);
    for (let c = 0; c < 3; c += 1) {
      const fog = (still.fog.colour[c] as number) * haze;
      frame[at + c] = fog + ((frame[at + c] as number) - fog) * left;
    }
  });
}

/** Headlights on the road. */
export function addBeams(frame: Float32Array, still: Still, dirty: Tiles, thing: Placed): void {
  for (const { offsetM, towards, reachM, colour } of thing.beams ?? []) {
    const ends = [offsetM, offsetM + towards * reachM * 2.6] as const;
    overGround(
      still,
      dirty,
      thing,
      { ahead: ends, asideM: reachM * 0.55, heightM: 2.2 },
      (at, ahead, aside) => {
        const along = (ahead - offsetM) * towards;
        if (along <= 0) return;
        const spread = aside / (0.75 + along * 0.2);
        const strength =
          smoothstep(0, reachM * 0.2, along) * Math.exp((-along / reachM) * 1.6 - spread * spread);
        for (let c = 0; c < 3; c += 1) {
          frame[at + c] =
            (frame[at + c] as number) + (still.albedo[at + c] as number) * (colour[c] as number) * strength;
        }
      },
    );
  }
}
