import { NewCamera } from './new-camera.tsx';

/** The token is read when the page is asked for, so that one build serves installations with and without. */
export default function NewCameraPage() {
  const token = process.env.BEACONWALL_MAPBOX_TOKEN ?? '';
  return <NewCamera mapboxToken={token === '' ? null : token} />;
}
