import { Org } from './org.tsx';

/** The token is read when the page is asked for, so that one build serves installations with and without. */
export default function OrgUnitsPage() {
  const token = process.env.BEACONWALL_MAPBOX_TOKEN ?? '';
  return <Org mapboxToken={token === '' ? null : token} />;
}
