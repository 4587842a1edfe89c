import { sessionTiming } from './session-timing.ts';

/**
 * Finds out when a stream stands in want of a key frame, and asks for one (Q30): media flow and no picture can be shown,
 * at the start or behind a loss; or somebody comes to watch long after the last. Costs a comparison a packet.
 */
export class KeyFrameWatch {
  readonly #ask: () => void;
  #pictureMs = 0;
  #keyFrameMs = 0;
  #askedMs = Number.NEGATIVE_INFINITY;

  /** @param ask may be called again and again; whoever carries it out bounds how often a camera is bothered */
  constructor(ask: () => void) {
    this.#ask = ask;
  }

  /** A connection begins: nothing is owed yet. */
  opened(nowMs: number): void {
    this.#pictureMs = nowMs;
    this.#keyFrameMs = nowMs;
  }

  /** A picture was handed on. */
  picture(keyFrame: boolean, nowMs: number): void {
    this.#pictureMs = nowMs;
    if (keyFrame) this.#keyFrameMs = nowMs;
  }

  /** Media came. */
  media(nowMs: number): void {
    if (nowMs - this.#pictureMs >= sessionTiming.keyFrameWaitMs) this.#want(nowMs);
  }

  /** Somebody more watches a stream that is live. */
  joined(nowMs: number): void {
    if (nowMs - this.#keyFrameMs >= sessionTiming.keyFrameOldMs) this.#want(nowMs);
  }

  #want(nowMs: number): void {
    if (nowMs - this.#askedMs < sessionTiming.keyFrameWaitMs) return;
    this.#askedMs = nowMs;
    this.#ask();
  }
}
