import type { Cancel, Clock } from '#core/kit';
import { clockErrorMs, type Fault, type FaultBook, isMute } from '#sim/faults';
import { type PacketBatch, RtpSource } from '#sim/rtp';
import type { PlayableTrack, SoundDescription, Viewer } from '#sim/rtsp';
import { DelayLine } from './delay-line.ts';
import { impair } from './impair.ts';
import { LoopTimeline } from './loop-timeline.ts';
import type { SoundSource } from './sound-source.ts';
import type { TimerWheel } from './timer-wheel.ts';

const SENDER_REPORT_EVERY_MS = 5_000;
const RESYNC_MS = 1_000;

export interface SoundStreamOptions {
  readonly code: string;
  readonly source: SoundSource;
  readonly phaseMs: number;
  readonly faults: FaultBook;
  readonly clock: Clock;
  readonly wheel: TimerWheel;
  /** 0 ≤ value < 1. */
  readonly random: () => number;
}

/** What one camera hears, one frame a packet. Runs only while somebody listens. */
export class SoundStream implements PlayableTrack {
  readonly #options: SoundStreamOptions;
  readonly #timeline: LoopTimeline;
  readonly #rtp: RtpSource;
  readonly #delayLine: DelayLine;
  readonly #listeners = new Set<Viewer>();
  #cancelFrame: Cancel = () => {};
  #cancelReport: Cancel = () => {};

  constructor(options: SoundStreamOptions) {
    const { code, source, phaseMs, clock, wheel, random } = options;
    const { clockHz, payloadType } = source.description;
    this.#options = options;
    this.#timeline = new LoopTimeline({ frameRate: source.framesPerSecond, phaseMs });
    this.#rtp = new RtpSource({ cname: code, random, clockHz, payloadType });
    this.#delayLine = new DelayLine({ clock, wheel, deliver: (batch) => this.#deliver(batch) });
  }

  get ssrc(): number {
    return this.#rtp.ssrc;
  }

  get description(): SoundDescription {
    return this.#options.source.description;
  }

  position(): { readonly sequence: number; readonly timestamp: number } {
    const nextFrame = this.#timeline.frameAt(this.#options.clock.now()) + 1;
    const timestamp = this.#rtp.timestampAt(this.#stampedUs(this.#timeline.capturedAtUs(nextFrame)));
    return { sequence: this.#rtp.nextSequence, timestamp };
  }

  play(listener: Viewer): () => void {
    this.#listeners.add(listener);
    if (this.#listeners.size === 1) {
      this.#awaitFrame(this.#timeline.frameAt(this.#options.clock.now()) + 1);
      this.#cancelReport = this.#options.wheel.schedule(SENDER_REPORT_EVERY_MS, () => this.#report());
    }
    if (!this.#isSilent) listener.sendControl(this.#senderReport());
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      this.#cancelFrame();
      this.#cancelReport();
    };
  }

  get #fault(): Fault | null {
    return this.#options.faults.of(this.#options.code);
  }

  get #isSilent(): boolean {
    return isMute(this.#fault) || this.#fault?.fault === 'mute';
  }

  /** An instant as the camera's own clock has it. */
  #stampedUs(epochUs: number): number {
    return epochUs + clockErrorMs(this.#fault, epochUs / 1_000) * 1_000;
  }

  #senderReport(): Buffer {
    return this.#rtp.senderReport(this.#stampedUs(this.#options.clock.now() * 1_000) / 1_000);
  }

  #awaitFrame(frame: number): void {
    const { clock, wheel } = this.#options;
    const nowMs = clock.now();
    const waitMs = this.#timeline.capturedAtUs(frame) / 1000 - nowMs;
    const dueFrame = Math.abs(waitMs) > RESYNC_MS ? this.#timeline.frameAt(nowMs) + 1 : frame;
    const dueInMs = this.#timeline.capturedAtUs(dueFrame) / 1000 - nowMs;
    this.#cancelFrame = wheel.schedule(dueInMs, () => {
      this.#awaitFrame(dueFrame + 1);
      this.#send(dueFrame);
    });
  }

  #send(frame: number): void {
    const { source, random } = this.#options;
    const stampedUs = this.#stampedUs(this.#timeline.capturedAtUs(frame));
    const batch = this.#rtp.sendPayload(source.payload(frame), stampedUs);
    if (this.#isSilent) return;
    this.#delayLine.send(impair(batch, this.#fault, random), this.#fault);
  }

  #deliver(batch: PacketBatch): void {
    for (const listener of this.#listeners) listener.sendMedia(batch);
  }

  #report(): void {
    this.#cancelReport = this.#options.wheel.schedule(SENDER_REPORT_EVERY_MS, () => this.#report());
    if (this.#isSilent) return;
    const report = this.#senderReport();
    for (const listener of this.#listeners) listener.sendControl(report);
  }
}
