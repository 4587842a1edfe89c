import type { Cancel, Clock } from '#core/kit';
import { clockErrorMs, type Fault, type FaultBook, isMute } from '#sim/faults';
import { accessUnitOf, BitRatePadding, type Picture, withZeroWords } from '#sim/h264';
import { type PacketBatch, RtpSource } from '#sim/rtp';
import type { PlayableStream, StreamDescription, VideoEncoding, Viewer } from '#sim/rtsp';
import { DelayLine } from './delay-line.ts';
import type { Footage } from './footage.ts';
import { impair } from './impair.ts';
import { LoopTimeline } from './loop-timeline.ts';
import { PictureSource } from './picture-source.ts';
import type { SoundSource } from './sound-source.ts';
import { SoundStream } from './sound-stream.ts';
import type { TimerWheel } from './timer-wheel.ts';

const SENDER_REPORT_EVERY_MS = 5_000;
/** Further behind or ahead than this, the clock was set or the process slept: go on from now. */
const RESYNC_MS = 1_000;

export interface CameraStreamOptions {
  readonly code: string;
  readonly footage: Footage;
  /** What the description calls the pictures. */
  readonly codec: VideoEncoding;
  /** As `PictureSource` has it. */
  readonly stillGopS: number | null;
  /** Null for a camera without a microphone. */
  readonly sound: SoundSource | null;
  /** How far into its footage this camera was in 1970. */
  readonly phaseMs: number;
  /** Bit rate to fill up to; `null`: as recorded. */
  readonly padToBitsPerSecond: number | null;
  readonly faults: FaultBook;
  readonly clock: Clock;
  readonly wheel: TimerWheel;
  /** 0 ≤ value < 1. */
  readonly random: () => number;
}

/** One profile of one camera. Runs only while somebody watches; what it then shows depends on the time alone. */
export class CameraStream implements PlayableStream {
  readonly sound: SoundStream | null;
  readonly #options: CameraStreamOptions;
  readonly #timeline: LoopTimeline;
  readonly #pictures: PictureSource;
  readonly #source: RtpSource;
  readonly #padding: BitRatePadding | null;
  readonly #delayLine: DelayLine;
  readonly #viewers = new Set<Viewer>();
  #cancelFrame: Cancel = () => {};
  #cancelReport: Cancel = () => {};

  constructor(options: CameraStreamOptions) {
    const { footage, phaseMs, padToBitsPerSecond, clock, wheel, stillGopS, sound: source } = options;
    this.#options = options;
    this.sound = source === null ? null : new SoundStream({ ...options, source });
    this.#timeline = new LoopTimeline({ frameRate: footage.frameRate, phaseMs });
    this.#pictures = new PictureSource(footage, stillGopS);
    this.#source = new RtpSource({ cname: options.code, random: options.random });
    this.#padding =
      padToBitsPerSecond === null
        ? null
        : new BitRatePadding({ bitsPerSecond: padToBitsPerSecond, frameRate: footage.frameRate });
    this.#delayLine = new DelayLine({ clock, wheel, deliver: (batch) => this.#deliver(batch) });
  }

  get ssrc(): number {
    return this.#source.ssrc;
  }

  /** Has the encoder make a key frame. */
  synchronise(): void {
    this.#pictures.synchronise();
  }

  get viewers(): ReadonlySet<Viewer> {
    return this.#viewers;
  }

  describe(): StreamDescription {
    const { code, footage, codec } = this.#options;
    const sound = this.sound?.description ?? null;
    return { name: code, frameRate: footage.frameRate, codec, sound, ...this.#pictures.parameterSets };
  }

  position(): { readonly sequence: number; readonly timestamp: number } {
    const nextFrame = this.#timeline.frameAt(this.#options.clock.now()) + 1;
    const timestamp = this.#source.timestampAt(this.#stampedUs(this.#timeline.capturedAtUs(nextFrame)));
    return { sequence: this.#source.nextSequence, timestamp };
  }

  play(viewer: Viewer): () => void {
    this.#viewers.add(viewer);
    if (this.#viewers.size === 1) {
      this.#awaitFrame(this.#timeline.frameAt(this.#options.clock.now()) + 1);
      this.#cancelReport = this.#options.wheel.schedule(SENDER_REPORT_EVERY_MS, () => this.#report());
    }
    if (!isMute(this.#fault)) viewer.sendControl(this.#senderReport());
    return () => this.#leave(viewer);
  }

  get #fault(): Fault | null {
    return this.#options.faults.of(this.#options.code);
  }

  /** An instant as the camera's own clock has it. */
  #stampedUs(epochUs: number): number {
    return epochUs + clockErrorMs(this.#fault, epochUs / 1_000) * 1_000;
  }

  #senderReport(): Buffer {
    return this.#source.senderReport(this.#stampedUs(this.#options.clock.now() * 1_000) / 1_000);
  }

  #leave(viewer: Viewer): void {
    this.#viewers.delete(viewer);
    if (this.#viewers.size > 0) return;
    this.#cancelFrame();
    this.#cancelReport();
  }

  #awaitFrame(frame: number): void {
    const nowMs = this.#options.clock.now();
    const waitMs = this.#timeline.capturedAtUs(frame) / 1000 - nowMs;
    const dueFrame = Math.abs(waitMs) > RESYNC_MS ? this.#timeline.frameAt(nowMs) + 1 : frame;
    const dueInMs = this.#timeline.capturedAtUs(dueFrame) / 1000 - nowMs;
    this.#cancelFrame = this.#options.wheel.schedule(dueInMs, () => {
      this.#awaitFrame(dueFrame + 1);
      this.#send(dueFrame);
    });
  }

  #send(frame: number): void {
    const fault = this.#fault;
    const capturedAtUs = this.#timeline.capturedAtUs(frame);
    const picture = this.#pictures.picture(frame, capturedAtUs / 1000, fault);
    const stampedUs = this.#stampedUs(capturedAtUs);
    const nalUnits = accessUnitOf(sizedBy(fault, picture), stampedUs);
    const sizeBytes = nalUnits.reduce((sum, nalUnit) => sum + nalUnit.length, 0);
    const filler = this.#padding?.fillerFor(sizeBytes) ?? null;
    if (filler !== null) nalUnits.push(filler);
    const batch = this.#source.send(nalUnits, stampedUs);
    // Made and numbered all the same, so that afterwards the gap shows in the sequence numbers.
    if (isMute(fault)) return;
    this.#delayLine.send(impair(batch, fault, this.#options.random), fault);
  }

  #deliver(batch: PacketBatch): void {
    for (const viewer of this.#viewers) viewer.sendMedia(batch);
  }

  #report(): void {
    this.#cancelReport = this.#options.wheel.schedule(SENDER_REPORT_EVERY_MS, () => this.#report());
    if (isMute(this.#fault)) return;
    const report = this.#senderReport();
    for (const viewer of this.#viewers) viewer.sendControl(report);
  }
}

function sizedBy(fault: Fault | null, picture: Picture): Picture {
  if (fault?.fault !== 'oversized' || !picture.keyFrame) return picture;
  return { ...picture, nalUnits: withZeroWords(picture.nalUnits, fault.bytes) };
}
