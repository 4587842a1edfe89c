import type { EpochMs } from '#core/kit';

/** A stretch of the media timeline and when its first picture was taken. */
export interface CaptureSpan {
  readonly startS: number;
  readonly durationS: number;
  readonly capturedAtMs: EpochMs;
}

/** About 25 s of parts, more than the buffer keeps. */
const SPANS_MAX = 128;
/** Rounding between the timescale of the file and the browser's own. */
const SLACK_S = 0.05;

/** Says of a picture on screen when it was taken: media time in, capture time out. */
export class CaptureTimeline {
  #spans: CaptureSpan[] = [];

  /** Adds what was appended last. */
  add(span: CaptureSpan): void {
    this.#spans.push(span);
    if (this.#spans.length > SPANS_MAX) this.#spans.shift();
  }

  /** When the last picture of the last part was taken. */
  get newestMs(): EpochMs | null {
    const last = this.#spans.at(-1);
    return last === undefined ? null : last.capturedAtMs + last.durationS * 1_000;
  }

  /** Forgets everything: the timeline starts anew. */
  clear(): void {
    this.#spans = [];
  }

  /** When the picture at `mediaTimeS` was taken; `null` if it lies in no span that is known. */
  captureAt(mediaTimeS: number): EpochMs | null {
    const span = this.#spans.findLast(
      ({ startS, durationS }) => mediaTimeS >= startS - SLACK_S && mediaTimeS <= startS + durationS + SLACK_S,
    );
    return span === undefined ? null : span.capturedAtMs + (mediaTimeS - span.startS) * 1_000;
  }
}
