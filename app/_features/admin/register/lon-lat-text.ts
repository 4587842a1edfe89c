import type { LonLat } from '#core/geo';

/** Six decimals are a tenth of a metre. */
export function lonLatText({ lon, lat }: LonLat): string {
  return `${lon.toFixed(6)}, ${lat.toFixed(6)}`;
}

/** Reads `102.123456, 40.2`, as it is copied from elsewhere; null when it is not a place on Earth. */
export function parseLonLat(text: string): LonLat | null {
  const match = /^\s*(-?\d+(?:\.\d+)?)\s*[,，\s]\s*(-?\d+(?:\.\d+)?)\s*$/.exec(text);
  if (match === null) return null;
  const [lon, lat] = [Number(match[1]), Number(match[2])];
  return Math.abs(lon) <= 180 && Math.abs(lat) <= 90 ? { lon, lat } : null;
}
