import type { EpochMs } from '#core/kit';
import type { AccessUnit } from './access-unit.ts';
import { AccessUnitAssembler, type AssembledPicture } from './access-unit-assembler.ts';
import type { CodecCounters } from './codec-counters.ts';
import { DecodeOrder } from './decode-order.ts';
import { H264Depacketizer } from './h264-depacketizer.ts';
import { isSlice, nalTypeOf, splitAtStartCodes } from './nal-unit.ts';
import { ParameterSets } from './parameter-sets.ts';
import type { VideoFormat } from './video-format.ts';

export interface VideoStreamSink {
  /** Comes before the first access unit and whenever the parameter sets change. */
  format(format: VideoFormat): void;
  accessUnit(unit: AccessUnit): void;
}

export interface H264StreamOptions {
  /** `sprop-parameter-sets` of the description; null when it has none. */
  readonly parameterSets: string | null;
  /** Wall-clock time at which the picture of these ticks, complete now, was captured. */
  readonly capturedAtMs: (ticks: number) => EpochMs;
  readonly counters: CodecCounters;
  readonly sink: VideoStreamSink;
}

/**
 * From RTP payloads to access units. Starts at a key frame; after a loss the damaged access unit is dropped, and so is
 * everything up to the next key frame (Q22): a decoder would smear it.
 */
export class H264Stream {
  readonly #options: H264StreamOptions;
  readonly #depacketizer: H264Depacketizer;
  readonly #assembler: AccessUnitAssembler;
  readonly #parameterSets: ParameterSets;
  readonly #decodeOrder = new DecodeOrder();
  #ticks = 0;
  #format: VideoFormat | null = null;
  #awaitsKeyFrame = true;

  constructor(options: H264StreamOptions) {
    this.#options = options;
    this.#parameterSets = new ParameterSets(options.counters);
    if (options.parameterSets !== null) this.#parameterSets.addFromDescription(options.parameterSets);
    this.#assembler = new AccessUnitAssembler((picture) => this.#finishPicture(picture));
    this.#depacketizer = new H264Depacketizer({
      nalUnit: (nalUnit) => this.#takeNalUnit(nalUnit),
      damaged: () => {
        options.counters.malformedPayloads++;
        this.#damage();
      },
    });
  }

  /** Takes in one RTP payload. @param ticks of 90 kHz on the stream's unwrapped timeline */
  payload(payload: Uint8Array, marker: boolean, ticks: number): void {
    this.#ticks = ticks;
    this.#depacketizer.push(payload);
    if (marker) this.#assembler.marker();
  }

  /** Packets are missing before the next payload. */
  loss(): void {
    this.#depacketizer.loss();
    this.#damage();
  }

  #damage(): void {
    this.#assembler.damage();
    this.#awaitsKeyFrame = true;
  }

  /** Only units that are no slice are searched for start codes: where cameras leave them in, such a unit comes first. */
  #takeNalUnit(nalUnit: Uint8Array): void {
    const parts = isSlice(nalTypeOf(nalUnit)) ? [nalUnit] : splitAtStartCodes(nalUnit);
    for (const part of parts) {
      this.#assembler.nalUnit(part, this.#ticks);
      this.#parameterSets.add(part);
    }
  }

  #finishPicture(picture: AssembledPicture): void {
    const { counters, sink } = this.#options;
    const format = this.#formatFor(picture);
    if (format === null) {
      this.#awaitsKeyFrame = true;
      if (this.#format !== null) counters.droppedAccessUnits++;
      return;
    }
    if (format !== this.#format) {
      if (this.#format !== null) counters.formatChanges++;
      this.#format = format;
      sink.format(format);
    }
    this.#awaitsKeyFrame = false;
    const pts = picture.ticks;
    const dts = this.#decodeOrder.next(pts);
    const keyFrame = picture.idrSlice !== null;
    counters.accessUnits++;
    if (keyFrame) counters.keyFrames++;
    if (dts > pts) counters.reorderedPictures++;
    const capturedAtMs = this.#options.capturedAtMs(pts);
    sink.accessUnit({ nalUnits: picture.nalUnits, keyFrame, dts, pts, capturedAtMs });
  }

  /** The format under which a picture can be decoded; null when it cannot. New sets take effect at a key frame. */
  #formatFor(picture: AssembledPicture): VideoFormat | null {
    if (picture.damaged) return null;
    if (picture.idrSlice !== null) return this.#parameterSets.formatOf(picture.idrSlice);
    return this.#awaitsKeyFrame ? null : this.#format;
  }
}
