import type { FeedFrame } from '#core/contracts';
import type { EpochMs } from '#core/kit';
import { type InitSegment, partStartS, readInitSegment } from '../mp4/index.ts';
import { AppendQueue, PENDING_MAX } from './append-queue.ts';
import { CaptureTimeline } from './capture-timeline.ts';
import { type BufferedRange, LiveEdge } from './live-edge.ts';
import type { SinkFailure } from './picture-source.ts';
import { StuckWatch } from './stuck-watch.ts';

/** What an operator may still need behind the picture is a matter of playback, not of this buffer. */
const BACK_BUFFER_S = 10;
/** Trimming in steps, not with every part. */
const TRIM_STEP_S = 5;

export interface FeedPipelineOptions {
  readonly video: HTMLVideoElement;
  /** Once; the pipeline is of no use afterwards and must be disposed of. */
  readonly onFailure: (failure: SinkFailure) => void;
}

/** One video element fed with init segments and parts through MediaSource, kept at the live edge. */
export class FeedPipeline {
  readonly #options: FeedPipelineOptions;
  readonly #source = new MediaSource();
  readonly #url: string;
  readonly #timeline = new CaptureTimeline();
  readonly #edge = new LiveEdge();
  readonly #stuck = new StuckWatch();
  /** Frames that came before the browser had opened the source. */
  #waiting: FeedFrame[] | null = [];
  #init: InitSegment | null = null;
  #buffer: SourceBuffer | null = null;
  #queue: AppendQueue | null = null;
  #isFailed = false;

  constructor(options: FeedPipelineOptions) {
    this.#options = options;
    this.#url = URL.createObjectURL(this.#source);
    this.#source.addEventListener('sourceopen', this.#onOpen, { once: true });
    options.video.addEventListener('error', this.#break);
    options.video.addEventListener('waiting', this.#onWaiting);
    options.video.src = this.#url;
  }

  /** Takes an init segment or a part that a decoder can use. */
  push(frame: FeedFrame): void {
    if (this.#isFailed) return;
    if (this.#waiting !== null) this.#keep(this.#waiting, frame);
    else if (frame.type === 'init') this.#startTrack(frame);
    else this.#append(frame);
  }

  /** When the picture at this media time was taken. */
  captureAt(mediaTimeS: number): EpochMs | null {
    return this.#timeline.captureAt(mediaTimeS);
  }

  /** When the newest picture that has arrived was taken. */
  newestArrivedMs(): EpochMs | null {
    return this.#timeline.newestMs;
  }

  /** Over the feed come pictures alone. */
  hasSound(): boolean {
    return false;
  }

  /** Lets go of decoder and memory. */
  dispose(): void {
    const { video } = this.#options;
    this.#isFailed = true;
    this.#queue?.close();
    this.#source.removeEventListener('sourceopen', this.#onOpen);
    video.removeEventListener('error', this.#break);
    video.removeEventListener('waiting', this.#onWaiting);
    video.removeAttribute('src');
    video.load();
    URL.revokeObjectURL(this.#url);
  }

  /** A source that the browser never opens, because the page has too many, must not be waited for without bound. */
  #keep(waiting: FeedFrame[], frame: FeedFrame): void {
    waiting.push(frame);
    if (waiting.length > PENDING_MAX) this.#fail('broken');
  }

  readonly #onOpen = (): void => {
    const waiting = this.#waiting ?? [];
    this.#waiting = null;
    for (const frame of waiting) this.push(frame);
  };

  readonly #break = (): void => this.#fail('broken');

  #fail(failure: SinkFailure): void {
    if (this.#isFailed) return;
    this.#isFailed = true;
    this.#queue?.close();
    this.#options.onFailure(failure);
  }

  /** Also heard at the start and while seeking, where it says nothing about the link. */
  readonly #onWaiting = (): void => {
    const { video } = this.#options;
    if (!video.seeking && video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA)
      this.#edge.underrun(performance.now());
  };

  #startTrack(frame: FeedFrame): void {
    const init = readInitSegment(frame.payload);
    if (init === null || !MediaSource.isTypeSupported(init.mimeType)) {
      this.#fail(init === null ? 'broken' : 'unplayable');
      return;
    }
    const isNewCodec = this.#init !== null && this.#init.mimeType !== init.mimeType;
    if (this.#queue === null) this.#open(init);
    else this.#restart(isNewCodec ? init.mimeType : null);
    this.#init = init;
    this.#queue?.append(ownBytes(frame.payload));
  }

  #open(init: InitSegment): void {
    this.#buffer = this.#source.addSourceBuffer(init.mimeType);
    this.#source.duration = Number.POSITIVE_INFINITY;
    this.#queue = new AppendQueue({ target: this.#buffer, onDone: this.#onAppended, onFailure: this.#break });
  }

  /** A new init segment may begin a new timeline: what is buffered of the old one must not be mixed with it. */
  #restart(newType: string | null): void {
    this.#timeline.clear();
    this.#queue?.remove(0, Number.POSITIVE_INFINITY);
    if (newType !== null) this.#queue?.changeType(newType);
  }

  #append(frame: FeedFrame): void {
    if (this.#init === null || this.#queue === null) return;
    const startS = partStartS(frame.payload, this.#init);
    if (startS === null) return;
    if (frame.discontinuity) this.#restart(null);
    const durationS = frame.durationUs / 1e6;
    this.#timeline.add({ startS, durationS, capturedAtMs: frame.capturedAtUs / 1_000 });
    this.#queue.append(ownBytes(frame.payload));
  }

  readonly #onAppended = (): void => {
    const ranges = rangesOf(this.#buffer?.buffered);
    const { video } = this.#options;
    const nowMs = performance.now();
    if (this.#stuck.isStuck(video.getVideoPlaybackQuality().totalVideoFrames, nowMs)) {
      this.#fail('broken');
      return;
    }
    const move = this.#edge.next({ ranges, currentS: video.currentTime, rate: video.playbackRate }, nowMs);
    if (move.move === 'jump') video.currentTime = move.toS;
    if (move.move === 'rate') video.playbackRate = move.rate;
    if (ranges.length > 0 && video.paused) video.play().catch(() => {});
    const oldestS = ranges[0]?.startS ?? 0;
    const keepFromS = video.currentTime - BACK_BUFFER_S;
    if (ranges.length > 0 && keepFromS - oldestS > TRIM_STEP_S) this.#queue?.remove(0, keepFromS);
  };
}

function rangesOf(buffered: TimeRanges | undefined): BufferedRange[] {
  if (buffered === undefined) return [];
  return Array.from({ length: buffered.length }, (_, index) => ({
    startS: buffered.start(index),
    endS: buffered.end(index),
  }));
}

/** The payload in a type MediaSource takes; frames come from an ArrayBuffer of their own message, never shared. */
function ownBytes(payload: Uint8Array): Uint8Array<ArrayBuffer> {
  return payload.buffer instanceof ArrayBuffer
    ? new Uint8Array(payload.buffer, payload.byteOffset, payload.byteLength)
    : new Uint8Array(payload);
}
