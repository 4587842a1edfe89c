import type { EpochMs } from '#core/kit';
import type { AccessUnit } from './access-unit.ts';
import { AccessUnitAssembler, type AssembledPicture } from './access-unit-assembler.ts';
import type { CodecCounters } from './codec-counters.ts';
import { DecodeOrder } from './decode-order.ts';
import { Depacketizer } from './depacketizer.ts';
import { isSlice } from './nal-role.ts';
import type { ParameterSets } from './parameter-sets.ts';
import { splitAtStartCodes } from './start-codes.ts';
import { type VideoCodec, type VideoCodecName, videoCodecs } from './video-codec.ts';
import type { VideoFormat } from './video-format.ts';

export interface VideoStreamSink {
  /** Comes before the first access unit and whenever the parameter sets change. */
  format(format: VideoFormat): void;
  accessUnit(unit: AccessUnit): void;
}

export interface VideoStreamOptions {
  readonly codec: VideoCodecName;
  /**
   * Those of the description, NAL units in base64, separated by commas (RFC 6184, 8.1; RFC 7798, 7.1); null when it has
   * none. Some cameras put start codes before them, or several into one.
   */
  readonly parameterSets: string | null;
  /** Wall-clock time at which the picture of these ticks, complete now, was captured. */
  readonly capturedAtMs: (ticks: number) => EpochMs;
  readonly counters: CodecCounters;
  readonly sink: VideoStreamSink;
}

const DESCRIBED_SETS_MAX = 64;

/**
 * From RTP payloads to access units. Starts at a key frame; after a loss the damaged access unit is dropped, and so is
 * everything up to the next key frame (Q22): a decoder would smear it. Pictures that lean on what was before the key frame
 * the stream starts at (RASL of H.265) are dropped as well.
 */
export class VideoStream {
  readonly #options: VideoStreamOptions;
  readonly #codec: VideoCodec;
  readonly #depacketizer: Depacketizer;
  readonly #assembler: AccessUnitAssembler;
  readonly #parameterSets: ParameterSets;
  readonly #decodeOrder: DecodeOrder;
  #ticks = 0;
  #format: VideoFormat | null = null;
  #awaitsKeyFrame = true;
  /** What came before the last key frame is not there. */
  #startsAfresh = true;

  constructor(options: VideoStreamOptions) {
    this.#options = options;
    this.#codec = videoCodecs[options.codec];
    this.#parameterSets = this.#codec.createParameterSets();
    this.#takeDescribed(options.parameterSets ?? '');
    this.#decodeOrder = new DecodeOrder(options.counters, (unit) => options.sink.accessUnit(unit));
    this.#assembler = new AccessUnitAssembler(this.#codec, (picture) => this.#finishPicture(picture));
    this.#depacketizer = new Depacketizer(this.#codec.payloadFormat, {
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
    this.#assembler.packetEnd(marker);
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
    const parts = isSlice(this.#codec.roleOf(nalUnit)) ? [nalUnit] : splitAtStartCodes(nalUnit);
    for (const part of parts) {
      this.#assembler.nalUnit(part, this.#ticks);
      this.#takeParameterSet(part);
    }
  }

  #takeDescribed(parameterSets: string): void {
    for (const text of parameterSets.split(',', DESCRIBED_SETS_MAX)) {
      for (const nalUnit of splitAtStartCodes(Buffer.from(text, 'base64'))) this.#takeParameterSet(nalUnit);
    }
  }

  #takeParameterSet(nalUnit: Uint8Array): void {
    if (this.#codec.roleOf(nalUnit) !== 'parameter_set') return;
    if (!this.#parameterSets.add(nalUnit)) this.#options.counters.malformedPayloads++;
  }

  #finishPicture(picture: AssembledPicture): void {
    const { counters } = this.#options;
    const keyFrame = picture.role === 'key_slice';
    const format = this.#formatFor(picture);
    if (format === null) {
      this.#awaitsKeyFrame = true;
      if (this.#format !== null) counters.droppedAccessUnits++;
      return;
    }
    if (picture.role === 'leading_slice' && this.#startsAfresh) {
      counters.droppedAccessUnits++;
      return;
    }
    if (keyFrame) this.#startsAfresh = this.#awaitsKeyFrame || format !== this.#format;
    if (format !== this.#format) this.#changeFormat(format);
    else if (this.#awaitsKeyFrame) this.#decodeOrder.interrupted();
    this.#awaitsKeyFrame = false;
    counters.accessUnits++;
    if (keyFrame) counters.keyFrames++;
    const { nalUnits, ticks: pts } = picture;
    this.#decodeOrder.push({ nalUnits, keyFrame, pts, capturedAtMs: this.#options.capturedAtMs(pts) });
  }

  #changeFormat(format: VideoFormat): void {
    if (this.#format !== null) this.#options.counters.formatChanges++;
    this.#format = format;
    this.#decodeOrder.formatChanged(format.reorderDepth);
    this.#options.sink.format(format);
  }

  /** The format under which a picture can be decoded; null when it cannot. New sets take effect at a key frame. */
  #formatFor(picture: AssembledPicture): VideoFormat | null {
    if (picture.damaged) return null;
    if (picture.role === 'key_slice') return this.#parameterSets.formatOf(picture.firstSlice);
    return this.#awaitsKeyFrame ? null : this.#format;
  }
}
