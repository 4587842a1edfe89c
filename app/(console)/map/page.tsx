import { MapWall } from './map-wall.tsx';

/** The token is read when the page is asked for, so that one build serves installations with and without. */
export default function MapWallPage() {
  const token = process.env.BEACONWALL_MAPBOX_TOKEN ?? '';
  return <MapWall mapboxToken={token === '' ? null : token} />;
}
