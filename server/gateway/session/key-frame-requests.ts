import type { StreamProfile } from '#core/camera';
import type { CameraId, Clock } from '#core/kit';
import type { RequestKeyFrame } from './ports.ts';
import { sessionTiming } from './session-timing.ts';

/** More cameras than one gateway serves; past it the oldest memory goes. */
const CAMERAS_MAX = 10_000;

/** Passes wishes for key frames on, so that no camera is bothered more often than every ten seconds, whoever wishes. */
export class KeyFrameRequests {
  readonly #request: RequestKeyFrame;
  readonly #clock: Clock;
  readonly #askedMs = new Map<CameraId, number>();

  constructor(request: RequestKeyFrame, clock: Clock) {
    this.#request = request;
    this.#clock = clock;
  }

  /** @returns whether the camera is asked now */
  ask(cameraId: CameraId, profile: StreamProfile): boolean {
    const nowMs = this.#clock.monotonicMs();
    const lastMs = this.#askedMs.get(cameraId) ?? Number.NEGATIVE_INFINITY;
    if (nowMs - lastMs < sessionTiming.keyFrameAgainMs) return false;
    this.#askedMs.delete(cameraId);
    this.#askedMs.set(cameraId, nowMs);
    const oldest = this.#askedMs.keys().next().value;
    if (this.#askedMs.size > CAMERAS_MAX && oldest !== undefined) this.#askedMs.delete(oldest);
    this.#request(cameraId, profile);
    return true;
  }
}
