import { useEffect, useMemo, useState } from 'react';
import { type CameraId, systemClock } from '#core/kit';
import { sendPtz } from '../../../_lib/api/index.ts';
import { PtzDrive } from './ptz-drive.ts';
import { PtzHand } from './ptz-hand.ts';
import { type PtzProblem, ptzProblem } from './ptz-problem.ts';

/** A hand on a camera, and why the camera did not follow it. Whatever takes the hand away lets the camera go. */
export function usePtzHand(cameraId: CameraId): {
  readonly hand: PtzHand;
  readonly problem: PtzProblem | null;
} {
  const [problem, setProblem] = useState<PtzProblem | null>(null);
  const hand = useMemo(() => {
    const drive = new PtzDrive({
      clock: systemClock,
      send: (command) => sendPtz(cameraId, command),
      onOutcome: (error) => setProblem(ptzProblem(error)),
    });
    return new PtzHand(drive);
  }, [cameraId]);
  useEffect(() => hand.letGoWith({ window, document }), [hand]);
  return { hand, problem };
}
