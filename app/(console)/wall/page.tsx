'use client';

import { useRouter } from 'next/navigation';
import { BesideAlerts } from '../../_features/alerts/beside-alerts.tsx';
import { WallPage } from '../../_features/wall/wall-page.tsx';

/** The wall with the alert queue beside it; squads are sent from the map. */
export default function WallWithAlerts() {
  const router = useRouter();
  return (
    <BesideAlerts onDispatch={() => router.push('/map')}>
      <WallPage />
    </BesideAlerts>
  );
}
