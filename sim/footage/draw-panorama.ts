import { Film } from './render/film.ts';
import { cameraView, projectPoint, type View } from './render/view.ts';
import { crossroadsPanorama, PANORAMA_SECOND } from './scenes/crossroads-panorama.ts';

/** Clockwise from +y: the middle of the panorama. */
const MIDDLE_DEG = -2;
/** Tangent of the elevation of the upper edge. */
const TOP = 0.2;
const VIEWS = 6;
/** Views reach a little over the part that is taken from them. */
const OVERLAP_DEG = 9;
const PITCH_DEG = 13;
const TALL_DEG = 56;

const radians = (degrees: number): number => (degrees * Math.PI) / 180;
const even = (value: number): number => Math.round(value / 2) * 2;

/**
 * Draws the panorama: flat views side by side, each bent onto the cylinder.
 * @param size in pixels; `pixelsPerDeg` along the circle
 * @param samples as in `Scene.open`
 * @returns RGBA, rows from the top
 */
export function drawPanorama(
  size: { readonly width: number; readonly height: number; readonly pixelsPerDeg: number },
  samples: number,
): Uint8Array {
  const { width, height, pixelsPerDeg } = size;
  const picture = new Uint8Array(width * height * 4);
  const focal = pixelsPerDeg / radians(1);
  const stepDeg = width / pixelsPerDeg / VIEWS;
  for (let index = 0; index < VIEWS; index += 1) {
    const camera = {
      yawDeg: MIDDLE_DEG + (index - (VIEWS - 1) / 2) * stepDeg,
      pitchDeg: PITCH_DEG,
      fieldOfViewDeg: stepDeg + OVERLAP_DEG,
    };
    const flat = {
      width: even(2 * focal * Math.tan(radians(camera.fieldOfViewDeg / 2))),
      height: even(2 * focal * Math.tan(radians(TALL_DEG / 2))),
    };
    const film = new Film(crossroadsPanorama(camera), flat.width, flat.height, samples);
    const view = { ...cameraView({ position: [0, 0, 0], ...camera }, flat.width, flat.height) };
    const source = { view, rgba: film.paint(PANORAMA_SECOND), ...flat };
    const columns = [Math.round((index * width) / VIEWS), Math.round(((index + 1) * width) / VIEWS)] as const;
    for (let x = columns[0]; x < columns[1]; x += 1) {
      const turn = radians(MIDDLE_DEG + (x + 0.5 - width / 2) / pixelsPerDeg);
      for (let y = 0; y < height; y += 1) {
        const ray = [Math.sin(turn), Math.cos(turn), TOP - (y + 0.5) / focal] as const;
        take(source, ray, picture, (y * width + x) * 4);
      }
    }
  }
  return picture;
}

interface Flat {
  readonly view: View;
  readonly rgba: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** Writes what a flat view shows in a direction, mixed of the four nearest picture elements. */
function take(flat: Flat, ray: readonly [number, number, number], to: Uint8Array, at: number): void {
  const place = projectPoint(flat.view, [ray[0] * 10, ray[1] * 10, ray[2] * 10]);
  if (place === null) throw new Error('the views do not cover the panorama');
  const x = Math.min(flat.width - 1.01, Math.max(0, place.x - 0.5));
  const y = Math.min(flat.height - 1.01, Math.max(0, place.y - 0.5));
  const [left, top] = [Math.floor(x), Math.floor(y)];
  const [right, bottom] = [x - left, y - top];
  const from = (top * flat.width + left) * 4;
  const below = from + flat.width * 4;
  for (let c = 0; c < 4; c += 1) {
    const upper = (flat.rgba[from + c] ?? 0) * (1 - right) + (flat.rgba[from + 4 + c] ?? 0) * right;
    const lower = (flat.rgba[below + c] ?? 0) * (1 - right) + (flat.rgba[below + 4 + c] ?? 0) * right;
    to[at + c] = upper * (1 - bottom) + lower * bottom;
  }
}
