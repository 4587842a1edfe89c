import { useEffect, useLayoutEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { fetchCameras } from '../../_lib/api/index.ts';
import { cameraStore, orgStore } from '../../_lib/cameras/index.ts';
import { sessionStore } from '../../_lib/session/index.ts';
import { useStore } from '../../_lib/store/index.ts';
import { Icon } from '../../_ui/icon.tsx';
import { placeAskedCameras } from './asked-cameras.ts';
import { CameraPanel } from './camera-panel.tsx';
import { watchDecode } from './decode-watch.ts';
import { fillUntilArranged } from './fill-until-arranged.ts';
import { chooseFirstCameras, type FetchOnline } from './first-fill.ts';
import { HelpDialog } from './help-dialog.tsx';
import { TileGrid } from './tile-grid.tsx';
import { useWallKeys } from './use-wall-keys.ts';
import { WallFooter } from './wall-footer.tsx';
import styles from './wall-page.module.css';
import { SLOTS_MAX } from './wall-state.ts';
import { act, restoreWall, wallStore } from './wall-store.ts';

/** The wall: cameras on the left, their pictures in the middle, layouts and state of things below. */
export function WallPage() {
  const t = useTranslations('console');
  const [isTreeOpen, setTreeOpen] = useState(false);
  useRememberedWall();
  useEffect(watchDecode, []);
  useWallKeys(() => setTreeOpen(true));
  return (
    <div className={styles.wall} data-tree={isTreeOpen ? 'open' : 'closed'}>
      <button
        type="button"
        className={styles.opener}
        aria-expanded={isTreeOpen}
        aria-controls="cameras"
        aria-label={isTreeOpen ? t('closeTree') : t('openTree')}
        onClick={() => setTreeOpen(!isTreeOpen)}
      >
        <Icon name={isTreeOpen ? 'close' : 'list'} size={18} />
      </button>
      {isTreeOpen && (
        <button
          type="button"
          className={styles.scrim}
          tabIndex={-1}
          aria-label={t('closeTree')}
          onClick={() => setTreeOpen(false)}
        />
      )}
      <CameraPanel onPlaced={() => setTreeOpen(false)} />
      <TileGrid />
      <WallFooter />
      <HelpDialog />
    </div>
  );
}

function useRememberedWall(): void {
  const userId = useStore(sessionStore, (session) => (session.state === 'signed_in' ? session.me.id : null));
  // Before the first paint, as the keys are: an operator's hands are faster than a passive effect.
  useLayoutEffect(() => {
    if (userId === null) return;
    const isArranged = restoreWall(userId);
    placeAskedCameras();
    if (isArranged) return;
    return fillUntilArranged({
      view: orgStore.view,
      wall: wallStore,
      choose: (view) => chooseFirstCameras(view, SLOTS_MAX, fetchOnline),
      fill: (cameraIds) => act({ type: 'fill', cameraIds }),
    });
  }, [userId]);
}

const fetchOnline: FetchOnline = async (orgUnitId, limit) => {
  const page = await fetchCameras({ orgUnitId, state: 'online', limit });
  cameraStore.learn(page);
  return page;
};
