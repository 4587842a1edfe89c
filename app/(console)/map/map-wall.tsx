'use client';

import { BesideAlerts } from '../../_features/alerts/beside-alerts.tsx';
import { MapPage } from '../../_features/map/map-page.tsx';
import { LivePicture } from '../../_features/wall/live-picture.tsx';

/** The map with the alert queue beside it and the wall's pictures over it; a chosen alert shows whom to send. */
export function MapWall({ mapboxToken }: { readonly mapboxToken: string | null }) {
  return (
    <BesideAlerts>
      <MapPage mapboxToken={mapboxToken} Picture={LivePicture} />
    </BesideAlerts>
  );
}
