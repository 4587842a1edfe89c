import { bearingDeg, distanceM, type LonLat } from '#core/geo';
import type { Camera } from './camera.ts';

/** A camera that may show a place. */
export interface RankedCamera {
  readonly camera: Camera;
  readonly distanceM: number;
  /** Whether the place lies in its view cone. */
  readonly faces: boolean;
}

/** C1: cameras farther than this are shown only when there are not enough nearer ones. */
export const CAMERA_NEAR_M = 600;
/**
 * C2: a vehicle or a crowd is still made out this many times farther than a person is: EN 62676-4 asks for
 * 25 pixels a metre to detect and 62.5 to observe.
 */
const CONE_REACH = 62.5 / 25;

/**
 * Chooses the cameras to look at a place with. C1: near ones before far ones; C2: of the near ones those that face it
 * first; C3: then by distance. C4: only cameras that give a picture.
 * @returns at most `limit`, best first
 */
export function rankCamerasForPlace(
  place: LonLat,
  cameras: readonly Camera[],
  limit: number,
): RankedCamera[] {
  return cameras
    .filter((camera) => camera.health.state === 'online')
    .map((camera) => appraise(camera, place))
    .sort((a, b) => rank(a) - rank(b) || a.distanceM - b.distanceM)
    .slice(0, limit);
}

function appraise(camera: Camera, place: LonLat): RankedCamera {
  const metres = distanceM(camera.position, place);
  const { azimuthDeg, angleDeg, rangeM } = camera.view;
  const turn = Math.abs(((bearingDeg(camera.position, place) - azimuthDeg + 540) % 360) - 180);
  return { camera, distanceM: metres, faces: metres <= rangeM * CONE_REACH && turn <= angleDeg / 2 };
}

function rank({ distanceM: metres, faces }: RankedCamera): number {
  if (metres > CAMERA_NEAR_M) return 2;
  return faces ? 0 : 1;
}
