import { add, cross, scale, unit, type Vec3 } from './vec.ts';

/** A mounted camera. */
export interface Camera {
  readonly position: Vec3;
  /** Clockwise from +y, seen from above. */
  readonly yawDeg: number;
  /** Below the horizon. */
  readonly pitchDeg: number;
  /** Horizontal. */
  readonly fieldOfViewDeg: number;
}

/** How points of the world land on a picture. `depth` grows towards the viewer. */
export interface View {
  readonly origin: Vec3;
  readonly right: Vec3;
  readonly up: Vec3;
  readonly ahead: Vec3;
  /** Picture elements per unit: of tangent with perspective, else of metres. */
  readonly focal: number;
  readonly centreX: number;
  readonly centreY: number;
  readonly perspective: boolean;
}

/**
 * The view of a camera on a picture of the given size.
 * @param jitter moves the sample point within its picture element, −0.5…0.5
 */
export function cameraView(
  camera: Camera,
  width: number,
  height: number,
  jitter: readonly [number, number] = [0, 0],
): View {
  const yaw = (camera.yawDeg * Math.PI) / 180;
  const pitch = (camera.pitchDeg * Math.PI) / 180;
  const ahead: Vec3 = [Math.sin(yaw) * Math.cos(pitch), Math.cos(yaw) * Math.cos(pitch), -Math.sin(pitch)];
  const right: Vec3 = [Math.cos(yaw), -Math.sin(yaw), 0];
  return {
    origin: camera.position,
    right,
    up: cross(right, ahead),
    ahead,
    focal: width / 2 / Math.tan((camera.fieldOfViewDeg * Math.PI) / 360),
    centreX: width / 2 + jitter[0],
    centreY: height / 2 + jitter[1],
    perspective: true,
  };
}

/** The same view as still water at the height of `levelM` would show it. */
export function mirroredView(view: View, levelM: number): View {
  const flip = ([x, y, z]: Vec3): Vec3 => [x, y, -z];
  const [x, y, z] = view.origin;
  return {
    ...view,
    origin: [x, y, 2 * levelM - z],
    right: flip(view.right),
    up: flip(view.up),
    ahead: flip(view.ahead),
  };
}

/** Parallel light's view of a square of ground, for its shadows. */
export function sunView(towardsSun: Vec3, centre: Vec3, acrossM: number, size: number): View {
  const ahead = scale(unit(towardsSun), -1);
  const right = unit(cross(ahead, [0, 0, 1]));
  return {
    origin: add(centre, scale(ahead, -500)),
    right,
    up: cross(right, ahead),
    ahead,
    focal: size / acrossM,
    centreX: size / 2,
    centreY: size / 2,
    perspective: false,
  };
}

/** Where `point` lands; null when it is behind the camera. */
export function projectPoint(view: View, point: Vec3): { x: number; y: number; distanceM: number } | null {
  const dx = point[0] - view.origin[0];
  const dy = point[1] - view.origin[1];
  const dz = point[2] - view.origin[2];
  const distanceM = dx * view.ahead[0] + dy * view.ahead[1] + dz * view.ahead[2];
  if (distanceM < 0.3) return null;
  const scaleBy = view.perspective ? view.focal / distanceM : view.focal;
  return {
    x: view.centreX + (dx * view.right[0] + dy * view.right[1] + dz * view.right[2]) * scaleBy,
    y: view.centreY - (dx * view.up[0] + dy * view.up[1] + dz * view.up[2]) * scaleBy,
    distanceM,
  };
}

/** The direction a picture element looks in, of length 1 along the camera's axis. */
export function rayThrough(view: View, x: number, y: number): Vec3 {
  const r = (x - view.centreX) / view.focal;
  const u = (view.centreY - y) / view.focal;
  return [
    view.ahead[0] + view.right[0] * r + view.up[0] * u,
    view.ahead[1] + view.right[1] * r + view.up[1] * u,
    view.ahead[2] + view.right[2] * r + view.up[2] * u,
  ];
}
