import type { PtzCommand } from '#core/contracts';
import type { CameraId, Clock, SessionId } from '#core/kit';

/** A held key or a dragged wheel sends a move every second or so; after such a pause it is another movement. */
const PAUSE_MS = 3_000;
/** More than all sessions of a county move at once; the oldest is forgotten, which costs a row too many. */
const MOVING_MAX = 2_000;

/** Tells the beginning of a movement from what keeps it going, so that the audit log has a row for each movement. */
export class PtzLog {
  readonly #clock: Clock;
  /** When the last move of a session and camera was asked for, in that order. */
  readonly #moving = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Whether a command is to be written down: every one but a move in the same go, the stop after it, and questions. */
  isNew(sessionId: SessionId, cameraId: CameraId, { op }: PtzCommand): boolean {
    if (op === 'list_presets') return false;
    const key = `${sessionId}/${cameraId}`;
    const nowMs = this.#clock.monotonicMs();
    const lastMs = this.#moving.get(key);
    this.#moving.delete(key);
    if (op === 'goto_preset' || op === 'set_preset') return true;
    if (op === 'move') this.#note(key, nowMs);
    return op === 'move' && (lastMs === undefined || nowMs - lastMs > PAUSE_MS);
  }

  #note(key: string, nowMs: number): void {
    this.#moving.set(key, nowMs);
    const oldest = this.#moving.keys().next();
    if (this.#moving.size > MOVING_MAX && !oldest.done) this.#moving.delete(oldest.value);
  }
}
