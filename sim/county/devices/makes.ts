import { hashText } from '../random.ts';

/** Who built a device, and what they call it. All makers are invented. */
export interface Make {
  readonly manufacturer: string;
  readonly model: string;
}

const make = (manufacturer: string, model: string): Make => ({ manufacturer, model });

export const DOME = make('Qingluo', 'QL-D2420 Speed Dome');
export const RECORDER = make('Qingluo', 'QL-R1600 NVR');
const FIXED = [
  make('Qingluo', 'QL-B2140 Bullet'),
  make('Qingluo', 'QL-B2080 Bullet'),
  make('Shuofeng', 'SF-T620'),
  make('Shuofeng', 'SF-T410'),
  make('Yanming', 'YM360 Turret'),
] as const;

/** What a camera is; always the same for one code. */
export function makeOf(camera: { readonly code: string; readonly ptz: boolean }): Make {
  if (camera.ptz) return DOME;
  const index = (hashText(camera.code, 0) >>> 0) % FIXED.length;
  return FIXED[index] ?? FIXED[0];
}
