/** A WGS-84 position in degrees. Other datums (GCJ-02) are converted at the edge and never stored. */
export interface LonLat {
  readonly lon: number;
  readonly lat: number;
}

const EARTH_RADIUS_M = 6_371_008.8; // mean radius, IUGG
const toRadians = (degrees: number): number => (degrees * Math.PI) / 180;
const toDegrees = (radians: number): number => (radians * 180) / Math.PI;

/** Great-circle distance in metres (haversine). */
export function distanceM(a: LonLat, b: LonLat): number {
  const dLat = toRadians(b.lat - a.lat);
  const dLon = toRadians(b.lon - a.lon);
  const h =
    Math.sin(dLat / 2) ** 2 +
    Math.cos(toRadians(a.lat)) * Math.cos(toRadians(b.lat)) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Initial bearing from `a` to `b` in degrees clockwise from north, 0 ≤ bearing < 360. */
export function bearingDeg(a: LonLat, b: LonLat): number {
  const dLon = toRadians(b.lon - a.lon);
  const y = Math.sin(dLon) * Math.cos(toRadians(b.lat));
  const x =
    Math.cos(toRadians(a.lat)) * Math.sin(toRadians(b.lat)) -
    Math.sin(toRadians(a.lat)) * Math.cos(toRadians(b.lat)) * Math.cos(dLon);
  return (toDegrees(Math.atan2(y, x)) + 360) % 360;
}

/** The point `metres` away from `origin` on the given bearing. */
export function destination(origin: LonLat, bearing: number, metres: number): LonLat {
  const angle = metres / EARTH_RADIUS_M;
  const lat1 = toRadians(origin.lat);
  const lat2 = Math.asin(
    Math.sin(lat1) * Math.cos(angle) + Math.cos(lat1) * Math.sin(angle) * Math.cos(toRadians(bearing)),
  );
  const lon2 =
    toRadians(origin.lon) +
    Math.atan2(
      Math.sin(toRadians(bearing)) * Math.sin(angle) * Math.cos(lat1),
      Math.cos(angle) - Math.sin(lat1) * Math.sin(lat2),
    );
  return { lon: ((toDegrees(lon2) + 540) % 360) - 180, lat: toDegrees(lat2) };
}
