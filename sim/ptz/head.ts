import { type Clock, type EpochMs, fail, ok, type Result } from '#core/kit';
import { type Course, nextLeg } from './course.ts';
import { TICK_MS } from './frame.ts';
import { type Place, type Position, placeAt, positionOf } from './place.ts';

/** Where the head is at some moment. */
export interface Pose {
  /** Between two places while it moves. */
  readonly place: Place;
  /** The place it rests at or was at last: where a key frame can be shown. */
  readonly last: Place;
  /** How many places it has passed or set out from; a picture of it needs a key frame whenever this has changed. */
  readonly passages: number;
}

export interface Velocity {
  /** −1…1 each, as in ONVIF's generic velocity spaces: right, up and in are positive. */
  readonly pan: number;
  readonly tilt: number;
  readonly zoom: number;
}

/** A position that is kept under a name. */
export interface Preset {
  readonly token: string;
  readonly name: string;
  readonly position: Position;
}

const HOME: Place = placeAt({ pan: 0, tilt: 0.1, zoom: 0 });
const BUILT_IN: readonly Preset[] = [
  { token: '1', name: '主路口', position: positionOf(HOME) },
  { token: '2', name: '停止线', position: { pan: 0.1, tilt: -0.4, zoom: 0.5 } },
  { token: '3', name: '西侧商铺', position: { pan: -0.9, tilt: 0.1, zoom: 1 } },
];
export const PRESETS_MAX = 64;

interface Leg {
  readonly from: Place;
  readonly to: Place;
  readonly startMs: EpochMs;
  readonly endMs: EpochMs;
}

/**
 * The motors of a dome camera. It goes from place to place of the panorama's grid in short legs, each straight and even,
 * and takes new orders at their ends: a fifth of a second at most at full speed, as if it had to brake.
 */
export class PtzHead {
  readonly #clock: Clock;
  readonly #phaseMs: number;
  readonly #presets = new Map(BUILT_IN.map((preset) => [preset.token, preset]));
  #course: Course = { kind: 'rest' };
  #at: Place = HOME;
  #leg: Leg | null = null;
  /** When it came to `#at`. */
  #sinceMs: EpochMs;
  #zoomedMs = Number.NEGATIVE_INFINITY;
  #passages = 0;

  /** @param phaseMs how long before 1970 the camera's first picture was: its pictures' times are counted from there */
  constructor(clock: Clock, phaseMs = 0) {
    this.#clock = clock;
    this.#phaseMs = phaseMs;
    this.#sinceMs = clock.now();
  }

  /** Moves until `timeoutMs` is over or something else is ordered. */
  move(velocity: Velocity, timeoutMs: number): void {
    const untilMs = this.#nextStartMs() + timeoutMs;
    const isStill = velocity.pan === 0 && velocity.tilt === 0 && velocity.zoom === 0;
    this.#order(
      isStill ? { kind: 'rest' } : { kind: 'velocity', ...velocity, untilMs, carryX: 0, carryY: 0 },
    );
  }

  /** Stops what is named of pan and tilt, and of the lens. */
  stop(what: { readonly panTilt: boolean; readonly zoom: boolean }): void {
    this.#settle(this.#clock.now());
    const course = this.#course;
    if (course.kind !== 'velocity') {
      this.#order({ kind: 'rest' });
      return;
    }
    const pan = what.panTilt ? { pan: 0, tilt: 0 } : {};
    this.#order({ ...course, ...pan, ...(what.zoom && { zoom: 0 }) });
  }

  /** Goes to the place nearest to a position; what is not given stays as it is. */
  goTo(position: Partial<Position>): void {
    this.#order({ kind: 'goal', place: placeAt({ ...this.position, ...position }) });
  }

  goHome(): void {
    this.#order({ kind: 'goal', place: HOME });
  }

  /** @returns whether there is such a preset */
  goToPreset(token: string): boolean {
    const preset = this.#presets.get(token);
    if (preset !== undefined) this.#order({ kind: 'goal', place: placeAt(preset.position) });
    return preset !== undefined;
  }

  get presets(): readonly Preset[] {
    return [...this.#presets.values()];
  }

  /** Keeps the place it is at under a name, as a new preset or instead of one. @returns its token */
  setPreset(name: string, token: string | null): Result<string, 'unknown' | 'full'> {
    if (token !== null && !this.#presets.has(token)) return fail('unknown');
    if (token === null && this.#presets.size >= PRESETS_MAX) return fail('full');
    const chosen = token ?? this.#freeToken();
    const position = positionOf(this.poseAt(this.#clock.now()).last);
    this.#presets.set(chosen, { token: chosen, name, position });
    return ok(chosen);
  }

  /** @returns whether there was such a preset */
  removePreset(token: string): boolean {
    return this.#presets.delete(token);
  }

  get position(): Position {
    return positionOf(this.poseAt(this.#clock.now()).place);
  }

  get isMoving(): boolean {
    this.#settle(this.#clock.now());
    return this.#leg !== null;
  }

  /** Where it is at a moment that is not before the last place it passed; else at that place. */
  poseAt(nowMs: EpochMs): Pose {
    this.#settle(nowMs);
    const leg = this.#leg;
    const [last, passages] = [this.#at, this.#passages];
    if (leg === null || leg.from.zoom !== leg.to.zoom) return { place: last, last, passages };
    const share = Math.min(1, Math.max(0, (nowMs - leg.startMs) / (leg.endMs - leg.startMs)));
    const along = (axis: 'x' | 'y') => leg.from[axis] + (leg.to[axis] - leg.from[axis]) * share;
    return { place: { zoom: last.zoom, x: along('x'), y: along('y') }, last, passages };
  }

  #freeToken(): string {
    let number = 1;
    while (this.#presets.has(String(number))) number++;
    return String(number);
  }

  #order(course: Course): void {
    const nowMs = this.#clock.now();
    this.#settle(nowMs);
    this.#course = course;
    if (this.#leg === null) this.#sinceMs = this.#nextStartMs();
    this.#settle(nowMs);
  }

  /** When the next leg can begin: at the end of this one, or at the next tick. */
  #nextStartMs(): EpochMs {
    const nowMs = this.#clock.now();
    const tickMs = Math.ceil((nowMs + this.#phaseMs) / TICK_MS) * TICK_MS - this.#phaseMs;
    return this.#leg !== null && this.#leg.endMs > nowMs ? this.#leg.endMs : tickMs;
  }

  /** Catches up with the time: whatever legs ended until now, and the one that is under way. */
  #settle(nowMs: EpochMs): void {
    for (;;) {
      if (this.#leg !== null) {
        if (this.#leg.endMs > nowMs) return;
        this.#arrive(this.#leg);
      }
      const { leg, course } = nextLeg(this.#at, this.#course, {
        nowMs: this.#sinceMs,
        zoomedMs: this.#zoomedMs,
      });
      this.#course = course;
      if (leg === null) return;
      this.#leg = { from: this.#at, to: leg.to, startMs: this.#sinceMs, endMs: this.#sinceMs + leg.lastsMs };
      this.#passages++;
    }
  }

  #arrive({ from, to, endMs }: Leg): void {
    if (from.zoom !== to.zoom) this.#zoomedMs = endMs;
    this.#at = to;
    this.#sinceMs = endMs;
    this.#leg = null;
    this.#passages++;
  }
}
