import { assertNever, type EpochMs } from '#core/kit';
import { LEG_CELLS, TICK_MS } from './frame.ts';
import { limits, type Place, within, zoomed } from './place.ts';

/** What the head has been told. */
export type Course =
  | { readonly kind: 'rest' }
  | {
      readonly kind: 'velocity';
      /** −1…1 each. */
      readonly pan: number;
      readonly tilt: number;
      readonly zoom: number;
      readonly untilMs: EpochMs;
      /** What rounding to whole cells has left over, so that slanting moves keep their slant. */
      readonly carryX: number;
      readonly carryY: number;
    }
  | { readonly kind: 'goal'; readonly place: Place };

/** The way to the next place. */
interface NextLeg {
  readonly to: Place;
  /** A multiple of `TICK_MS`. */
  readonly lastsMs: number;
}

interface Planned {
  readonly leg: NextLeg | null;
  readonly course: Course;
}

/** Cells a second at full speed: 32° and 16° at the widest step of the lens, less the nearer it is. */
const SPEED = { x: 5, y: 10 } as const;
const DEAD_BAND = 0.02;
/** Slower than this it would not be at a place, for a key frame, often enough. */
const LEG_MAX_MS = 800;
/** The lens goes one step in this time. */
const ZOOM_STEP_MS = 400;
const REST: Course = { kind: 'rest' };

/** Decides where the head goes from the place it is at; `leg` is null when it rests there. */
export function nextLeg(
  at: Place,
  course: Course,
  times: { readonly nowMs: EpochMs; readonly zoomedMs: EpochMs },
): Planned {
  switch (course.kind) {
    case 'rest':
      return { leg: null, course };
    case 'goal':
      return towards(at, course);
    case 'velocity':
      return along(at, course, times);
    default:
      return assertNever(course);
  }
}

/** The lens first, then straight there. */
function towards(at: Place, course: Course & { kind: 'goal' }): Planned {
  const { place } = course;
  if (at.zoom !== place.zoom) {
    return {
      leg: { to: zoomed(at, at.zoom + Math.sign(place.zoom - at.zoom)), lastsMs: ZOOM_STEP_MS },
      course,
    };
  }
  const [restX, restY] = [place.x - at.x, place.y - at.y];
  const legs = Math.ceil(Math.max(Math.abs(restX) / LEG_CELLS.x, Math.abs(restY) / LEG_CELLS.y));
  if (legs === 0) return { leg: null, course: REST };
  const [x, y] = [Math.round(restX / legs), Math.round(restY / legs)];
  const seconds = Math.max(Math.abs(x) / SPEED.x, Math.abs(y) / SPEED.y);
  return { leg: { to: { zoom: at.zoom, x: at.x + x, y: at.y + y }, lastsMs: wholeTicks(seconds) }, course };
}

function along(
  at: Place,
  course: Course & { kind: 'velocity' },
  { nowMs, zoomedMs }: { readonly nowMs: EpochMs; readonly zoomedMs: EpochMs },
): Planned {
  if (nowMs >= course.untilMs) return { leg: null, course: REST };
  const last = limits(at.zoom);
  const speedX = free(course.pan * SPEED.x, at.x, last.x);
  const speedY = free(-course.tilt * SPEED.y, at.y, last.y);
  const zoomTo = zoomed(at, at.zoom + Math.sign(course.zoom));
  const isZooming = course.zoom !== 0 && at.zoom + Math.sign(course.zoom) === zoomTo.zoom;
  const isTurning = speedX !== 0 || speedY !== 0;
  if (isZooming && (!isTurning || nowMs - zoomedMs >= ZOOM_STEP_MS)) {
    // While it turns too the lens takes its step at once, or the turning would stop and go.
    return { leg: { to: zoomTo, lastsMs: isTurning ? 0 : ZOOM_STEP_MS }, course };
  }
  return isTurning ? turn(at, course, speedX, speedY) : { leg: null, course: REST };
}

/** At an end stop the head does not go on; nor for what is only the play of a joystick. */
const free = (speed: number, at: number, last: number): number =>
  Math.abs(speed) < DEAD_BAND || (speed < 0 && at === 0) || (speed > 0 && at === last) ? 0 : speed;

/** The nearest duration a leg can have. */
const wholeTicks = (seconds: number): number =>
  Math.min(LEG_MAX_MS, Math.max(1, Math.round((seconds * 1000) / TICK_MS)) * TICK_MS);

/** One leg in the wanted direction: a whole number of cells each way, as far as the margins of the picture allow. */
function turn(at: Place, course: Course & { kind: 'velocity' }, speedX: number, speedY: number): Planned {
  const seconds = Math.min(LEG_CELLS.x / Math.abs(speedX), LEG_CELLS.y / Math.abs(speedY));
  const [wantX, wantY] = [speedX * seconds + course.carryX, speedY * seconds + course.carryY];
  const whole = (want: number, most: number) => Math.min(most, Math.max(-most, Math.round(want)));
  const [x, y] = [whole(wantX, LEG_CELLS.x), whole(wantY, LEG_CELLS.y)];
  return {
    leg: {
      to: within({ zoom: at.zoom, x: at.x + x, y: at.y + y }),
      lastsMs: wholeTicks(seconds),
    },
    course: { ...course, carryX: wantX - x, carryY: wantY - y },
  };
}
