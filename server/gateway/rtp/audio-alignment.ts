import type { RtpReceiver } from './rtp-receiver.ts';

/** What is asked of the receiver of a track. */
export type AlignedTrack = Pick<RtpReceiver, 'latestTicks' | 'senderTimeMs'>;

export interface AudioAlignmentOptions {
  readonly video: AlignedTrack;
  readonly audio: AlignedTrack;
  /** Of the video's RTP clock, ticks per second. */
  readonly videoClockRate: number;
  readonly audioClockRate: number;
}

/** Sender reports that put sound and picture further apart than they arrive are wrong. */
const APART_MS_MAX = 2_000;
/** Clocks that drift and reports that jitter do not move the sound until they add up to so much. */
const REPORT_STEP_MS = 40;
/** Arrival tells less: packets come in bursts, and pictures only so often. */
const ARRIVAL_STEP_MS = 500;

/**
 * Puts sound on the timeline of the pictures: by what the camera's own clock says of both (RFC 3550, 6.4.1), be that clock
 * right or not; else sound belongs to the picture that it arrives with. What arrives together is told by the order of the
 * packets, not by our clock, so that a network that stalls and catches up moves nothing.
 */
export class AudioAlignment {
  readonly #options: AudioAlignmentOptions;
  /** Milliseconds from the audio's timeline to the video's. */
  #offsetMs: number | null = null;

  constructor(options: AudioAlignmentOptions) {
    this.#options = options;
  }

  /**
   * Where a frame of sound that arrives now lies on the video's timeline.
   * @param ticks of the audio's RTP clock
   * @returns ticks of the video's; null before the first picture
   */
  place(ticks: number): number | null {
    const { video, videoClockRate, audioClockRate } = this.#options;
    const audioMs = (ticks * 1_000) / audioClockRate;
    const latest = video.latestTicks;
    if (latest === null) return null;
    const arrival = (latest * 1_000) / videoClockRate - audioMs;
    const reported = this.#reported(ticks, latest, arrival);
    const credible = reported !== null && Math.abs(reported - arrival) <= APART_MS_MAX;
    const [wanted, step] = credible ? [reported, REPORT_STEP_MS] : [arrival, ARRIVAL_STEP_MS];
    if (this.#offsetMs === null || Math.abs(wanted - this.#offsetMs) > step) this.#offsetMs = wanted;
    return ((audioMs + this.#offsetMs) * videoClockRate) / 1_000;
  }

  /** The offset by sender reports of both tracks; null without them. */
  #reported(audioTicks: number, videoTicks: number, arrival: number): number | null {
    const { video, audio } = this.#options;
    const heardAtMs = audio.senderTimeMs(audioTicks);
    const shownAtMs = video.senderTimeMs(videoTicks);
    return heardAtMs === null || shownAtMs === null ? null : arrival + heardAtMs - shownAtMs;
  }
}
