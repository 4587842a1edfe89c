import { between, distance, type Point } from '../geometry/point.ts';
import { seededRandom } from '../random.ts';

const STEP_M = 260;
const ROUGHNESS = 0.16;
/** Share of the free room on each side that a border may use; below 1 keeps it off its neighbours. */
const ROOM_SHARE = 0.65;

/**
 * A line between two ends that wanders to both sides of the straight way, by midpoint displacement, yet never
 * leaves the two triangles that the ends form with the two `sites`.
 */
export function raggedLine([start, end]: [Point, Point], sites: [Point, Point], seed: number): Point[] {
  const lengthM = distance(start, end);
  const depth = Math.max(0, Math.ceil(Math.log2(lengthM / STEP_M)));
  if (depth === 0) return [start, end];
  const offsets = displace(lengthM, depth, seed);
  const normal = { x: -(end.y - start.y) / lengthM, y: (end.x - start.x) / lengthM };
  return offsets.map((wanted, index) => {
    const share = index / (offsets.length - 1);
    const roomM = Math.min(...sites.map((site) => roomTowards(site, start, end, share))) * ROOM_SHARE;
    const offset = Math.max(-roomM, Math.min(roomM, wanted));
    const on = between(start, end, share);
    return { x: on.x + normal.x * offset, y: on.y + normal.y * offset };
  });
}

/** How far one can go from the line towards `site`, square to it, before leaving the triangle. In metres. */
function roomTowards(site: Point, start: Point, end: Point, share: number): number {
  const lengthM = distance(start, end);
  const along =
    ((site.x - start.x) * (end.x - start.x) + (site.y - start.y) * (end.y - start.y)) / lengthM ** 2;
  const foot = between(start, end, along);
  const height = distance(site, foot);
  const fromStart = along > 0 ? (height * share) / along : Number.POSITIVE_INFINITY;
  const fromEnd = along < 1 ? (height * (1 - share)) / (1 - along) : Number.POSITIVE_INFINITY;
  return Math.min(fromStart, fromEnd);
}

/** Offsets at 2^depth + 1 places, zero at both ends. */
function displace(lengthM: number, depth: number, seed: number): number[] {
  const random = seededRandom(seed, 'border');
  let offsets = [0, 0];
  for (let level = 0, strength = lengthM * ROUGHNESS; level < depth; level++, strength *= 0.55) {
    offsets = offsets.flatMap((offset, index) => {
      const following = offsets[index + 1];
      if (following === undefined) return [offset];
      return [offset, (offset + following) / 2 + random.between(-strength, strength)];
    });
  }
  return offsets;
}
