import type { CameraRecord } from '#core/contracts';
import { useMay } from '../../../_lib/session/index.ts';

/** Whether this user has controls for this camera; the server decides about every single move. */
export function useCanMove(camera: CameraRecord | null): boolean {
  return useMay('camera.ptz') && camera?.ptz === true;
}
