import type { Velocity } from './ptz-drive.ts';

/** The middle of the pad, as a share of its radius, where nothing moves. */
const DEAD_ZONE = 0.18;
/** So slow that a step of the motor is still seen. */
const SPEED_MIN = 0.1;
const EIGHTH = Math.PI / 4;
/** What a key asks for; a finger on the pad can ask for less and for more. */
const KEY_SPEED = 0.5;
/** Finer steps than a camera tells apart would only be more commands. */
const STEPS = 10;

/**
 * What a finger on the pad asks for: one of eight directions, the faster the farther out.
 * @param x to the right of the pad's middle, in shares of its radius
 * @param y below it
 * @returns null in the middle
 */
export function padVelocity(x: number, y: number): Velocity | null {
  const distance = Math.hypot(x, y);
  if (distance < DEAD_ZONE) return null;
  const share = Math.min(1, (distance - DEAD_ZONE) / (1 - DEAD_ZONE));
  const speed = Math.round((SPEED_MIN + (1 - SPEED_MIN) * share) * STEPS) / STEPS;
  const angle = Math.round(Math.atan2(-y, x) / EIGHTH) * EIGHTH;
  return { pan: hundredths(speed * Math.cos(angle)), tilt: hundredths(speed * Math.sin(angle)), zoom: 0 };
}

/** Also tells −0 from nothing. */
const hundredths = (value: number): number => Math.round(value * 100) / 100 + 0;

type Axis = readonly [axis: keyof Velocity, sign: 1 | -1];

const keys: Readonly<Record<string, Axis>> = {
  ArrowLeft: ['pan', -1],
  ArrowRight: ['pan', 1],
  ArrowUp: ['tilt', 1],
  ArrowDown: ['tilt', -1],
  '+': ['zoom', 1],
  '-': ['zoom', -1],
};

/**
 * The key that moves a camera, if it is one; null for others. What a key is called when it goes up may differ from
 * what it was called going down, if the shift key went up first.
 * @param key as `KeyboardEvent.key` names it
 */
export function ptzKey(key: string): string | null {
  const plain = key === '=' ? '+' : key === '_' ? '-' : key;
  return Object.hasOwn(keys, plain) ? plain : null;
}

/** What the keys that are down ask for together; opposite ones cancel out. @returns null for nothing */
export function keysVelocity(down: ReadonlySet<string>): Velocity | null {
  const sum = { pan: 0, tilt: 0, zoom: 0 };
  for (const key of down) {
    const axis = keys[key];
    if (axis !== undefined) sum[axis[0]] += axis[1];
  }
  const limited = (value: number) => Math.sign(value) * KEY_SPEED;
  const velocity = { pan: limited(sum.pan), tilt: limited(sum.tilt), zoom: limited(sum.zoom) };
  return Object.values(velocity).some((value) => value !== 0) ? velocity : null;
}

/** Zooming in or out by a button. */
export function zoomVelocity(sign: 1 | -1): Velocity {
  return { pan: 0, tilt: 0, zoom: sign * KEY_SPEED };
}
