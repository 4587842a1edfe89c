import { useEffect, useMemo, useRef, useState } from 'react';
import { type CameraId, systemClock } from '#core/kit';
import { sendPtz } from '../../../_lib/api/index.ts';
import { PtzDrive, type Velocity } from './ptz-drive.ts';
import { type PtzProblem, ptzProblem } from './ptz-problem.ts';

/** A camera's lever. */
export interface PtzHold {
  /** Takes hold and moves; nothing yet in the middle of the pad. */
  readonly take: (velocity: Velocity | null) => void;
  /** Changes the move that is held; nothing when nothing is. */
  readonly steer: (velocity: Velocity | null) => void;
  readonly letGo: () => void;
}

/**
 * Takes hold of a camera. Whatever takes the hand away lets it go: another window, a hidden page, the end of the
 * controls themselves.
 */
export function usePtzHold(cameraId: CameraId): {
  readonly hold: PtzHold;
  readonly problem: PtzProblem | null;
} {
  const [problem, setProblem] = useState<PtzProblem | null>(null);
  const isHeld = useRef(false);
  const hold = useMemo((): PtzHold => {
    const drive = new PtzDrive({
      clock: systemClock,
      send: (command) => sendPtz(cameraId, command),
      onOutcome: (error) => setProblem(ptzProblem(error)),
    });
    const steer = (velocity: Velocity | null) => {
      if (!isHeld.current || velocity === null) drive.stop();
      else drive.move(velocity);
    };
    return {
      take: (velocity) => {
        isHeld.current = true;
        steer(velocity);
      },
      steer,
      letGo: () => {
        isHeld.current = false;
        drive.stop();
      },
    };
  }, [cameraId]);
  useEffect(() => {
    const onVisibility = () => {
      if (document.visibilityState === 'hidden') hold.letGo();
    };
    window.addEventListener('blur', hold.letGo);
    document.addEventListener('visibilitychange', onVisibility);
    return () => {
      window.removeEventListener('blur', hold.letGo);
      document.removeEventListener('visibilitychange', onVisibility);
      hold.letGo();
    };
  }, [hold]);
  return { hold, problem };
}
