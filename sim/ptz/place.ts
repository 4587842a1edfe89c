import { ZOOM_STEPS } from './frame.ts';

/** Where the head rests: a step of the lens, and the corner of the coded picture in cells of the panorama at that step. */
export interface Place {
  /** Index into `ZOOM_STEPS`. */
  readonly zoom: number;
  readonly x: number;
  readonly y: number;
}

/** Normalised as in ONVIF's generic spaces: pan −1 left … 1 right, tilt −1 down … 1 up, zoom 0 wide … 1 near. */
export interface Position {
  readonly pan: number;
  readonly tilt: number;
  readonly zoom: number;
}

/** The panorama and the middle of the picture, in cells of the sub stream at the widest step of the lens. */
const PANORAMA = { x: 22, y: 34 } as const;
const CODED = { x: 12, y: 27 } as const;
const MIDDLE = { x: 6, y: 13.25 } as const;

const zoomOf = (step: number): number => ZOOM_STEPS[step] ?? ZOOM_STEPS[0];
const clamp = (value: number, low: number, high: number): number => Math.min(high, Math.max(low, value));
const LAST_STEP = ZOOM_STEPS.length - 1;

/** The last places in both directions; the first are 0. */
export function limits(zoom: number): { readonly x: number; readonly y: number } {
  return { x: PANORAMA.x * zoomOf(zoom) - CODED.x, y: PANORAMA.y * zoomOf(zoom) - CODED.y };
}

/** The nearest place the head can go to. */
export function within({ zoom, x, y }: Place): Place {
  const last = limits(zoom);
  return { zoom, x: clamp(Math.round(x), 0, last.x), y: clamp(Math.round(y), 0, last.y) };
}

/** The place with the same middle, as far as there is one, after the lens went to another step. */
export function zoomed(place: Place, zoom: number): Place {
  const step = clamp(zoom, 0, LAST_STEP);
  const by = zoomOf(step) / zoomOf(place.zoom);
  const along = (axis: 'x' | 'y') => (place[axis] + MIDDLE[axis]) * by - MIDDLE[axis];
  return within({ zoom: step, x: along('x'), y: along('y') });
}

/** Pan and tilt reach ±1 where the nearest lens step ends, which sees furthest aside. */
const reach = (axis: 'x' | 'y') => {
  const [from, to] = [MIDDLE[axis], limits(LAST_STEP)[axis] + MIDDLE[axis]];
  const all = PANORAMA[axis] * zoomOf(LAST_STEP);
  return { middle: (from + to) / 2 / all, half: (to - from) / 2 / all };
};
const REACH = { x: reach('x'), y: reach('y') } as const;

/** @param place may lie between places, while the head moves */
export function positionOf(place: Place): Position {
  const along = (axis: 'x' | 'y') => {
    const share = (place[axis] + MIDDLE[axis]) / (PANORAMA[axis] * zoomOf(place.zoom));
    return clamp((share - REACH[axis].middle) / REACH[axis].half, -1, 1);
  };
  return { pan: along('x'), tilt: -along('y'), zoom: place.zoom / LAST_STEP };
}

/** The place nearest to a position. */
export function placeAt({ pan, tilt, zoom }: Position): Place {
  const step = clamp(Math.round(zoom * LAST_STEP), 0, LAST_STEP);
  const along = (axis: 'x' | 'y', value: number) =>
    (REACH[axis].middle + value * REACH[axis].half) * PANORAMA[axis] * zoomOf(step) - MIDDLE[axis];
  return within({ zoom: step, x: along('x', pan), y: along('y', -tilt) });
}
