import { bearingDeg, distanceM, type LonLat } from '#core/geo';

/** A stretch of road, measured. */
export interface RoadLine {
  readonly points: readonly LonLat[];
  /** Metres from the start to each point. */
  readonly metresAt: readonly number[];
  readonly lengthM: number;
}

export function measure(points: readonly LonLat[]): RoadLine {
  const metresAt = [0];
  for (let i = 1; i < points.length; i++) {
    const step = distanceM(points[i - 1] as LonLat, points[i] as LonLat);
    metresAt.push((metresAt[i - 1] as number) + step);
  }
  return { points, metresAt, lengthM: metresAt.at(-1) ?? 0 };
}

/** Where one is after so many metres, and the bearing of the road there. Clamped to the line's ends. */
export function placeOn({ points, metresAt }: RoadLine, metres: number): LonLat & { bearingDeg: number } {
  let end = 1;
  while (end < points.length - 1 && (metresAt[end] as number) < metres) end++;
  const [a, b] = [points[end - 1] as LonLat, points[end] as LonLat];
  const [from, to] = [metresAt[end - 1] as number, metresAt[end] as number];
  const share = to === from ? 0 : Math.min(1, Math.max(0, (metres - from) / (to - from)));
  return {
    lon: a.lon + (b.lon - a.lon) * share,
    lat: a.lat + (b.lat - a.lat) * share,
    bearingDeg: bearingDeg(a, b),
  };
}

/** The place of the line nearest to `position`: how far along, and how far away. */
export function nearestOn(
  { points, metresAt }: RoadLine,
  position: LonLat,
): { metres: number; awayM: number } {
  let best = { metres: 0, awayM: Number.POSITIVE_INFINITY };
  for (let i = 1; i < points.length; i++) {
    const [a, b] = [points[i - 1] as LonLat, points[i] as LonLat];
    const share = shareNearest(a, b, position);
    const foot = { lon: a.lon + (b.lon - a.lon) * share, lat: a.lat + (b.lat - a.lat) * share };
    const awayM = distanceM(foot, position);
    const [from, to] = [metresAt[i - 1] as number, metresAt[i] as number];
    if (awayM < best.awayM) best = { metres: from + (to - from) * share, awayM };
  }
  return best;
}

/** How much of the way from `a` to `b` the foot of the perpendicular lies; in degrees scaled by latitude. */
function shareNearest(a: LonLat, b: LonLat, p: LonLat): number {
  const scale = Math.cos((a.lat * Math.PI) / 180);
  const [dx, dy] = [(b.lon - a.lon) * scale, b.lat - a.lat];
  const squared = dx * dx + dy * dy;
  if (squared === 0) return 0;
  const along = ((p.lon - a.lon) * scale * dx + (p.lat - a.lat) * dy) / squared;
  return Math.min(1, Math.max(0, along));
}
