export { bearingDeg, destination, distanceM, type LonLat } from './lon-lat.ts';
