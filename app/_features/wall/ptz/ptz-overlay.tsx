import { useEffect, useLayoutEffect, useRef } from 'react';
import { useTranslations } from 'use-intl';
import type { CameraId } from '#core/kit';
import { useStore } from '../../../_lib/store/index.ts';
import styles from './ptz.module.css';
import { PtzPad } from './ptz-pad.tsx';
import { PtzPresets } from './ptz-presets.tsx';
import { closePtz, ptzStore } from './ptz-store.ts';
import { PtzZoom } from './ptz-zoom.tsx';
import { usePtzHand } from './use-ptz-hand.ts';
import { usePtzKeys } from './use-ptz-keys.ts';

/** The controls of a camera over its picture, while they are open; the picture plays on under them. */
export function PtzOverlay({ cameraId }: { readonly cameraId: CameraId }) {
  const isOpen = useStore(ptzStore, (moved) => moved === cameraId);
  return isOpen ? <Controls cameraId={cameraId} /> : null;
}

function Controls({ cameraId }: { readonly cameraId: CameraId }) {
  const t = useTranslations('ptz');
  const root = useRef<HTMLDivElement>(null);
  const { hand, problem } = usePtzHand(cameraId);
  const keys = usePtzKeys(hand, () => closePtz(cameraId));
  useEffect(() => () => closePtz(cameraId), [cameraId]);
  useLayoutEffect(() => {
    const element = root.current;
    const tile = element?.closest<HTMLElement>('article');
    element?.querySelector<HTMLElement>('[data-pad]')?.focus();
    // The focus goes back to the tile, whose keys go on.
    return () => {
      if (element?.contains(document.activeElement)) tile?.focus();
    };
  }, []);
  return (
    <div
      ref={root}
      role="toolbar"
      aria-label={t('label')}
      className={styles.controls}
      data-ptz="open"
      onDoubleClick={(event) => event.stopPropagation()}
      {...keys}
    >
      <span className={styles.problem} role="status">
        {problem !== null && t(problem)}
      </span>
      <div className={styles.levers}>
        <PtzPresets cameraId={cameraId} />
        <PtzZoom hand={hand} />
        <PtzPad hand={hand} />
      </div>
    </div>
  );
}
