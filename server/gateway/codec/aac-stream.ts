import { AacDepacketizer, type AccessUnitSink } from './aac-depacketizer.ts';
import { AAC_FRAME_SAMPLES, type AacFormat, sameAacFormat } from './aac-format.ts';
import type { AacPayloadFormat } from './aac-payload-format.ts';
import { unwrapAdts } from './adts.ts';
import type { CodecCounters } from './codec-counters.ts';
import { LatmDepacketizer } from './latm-depacketizer.ts';
import type { LatmPayloadFormat } from './latm-payload-format.ts';

export interface AacStreamSink {
  /** Comes before the first frame and whenever the configuration changes. */
  audioFormat(format: AacFormat): void;
  /** One raw AAC frame. @param ticks of the RTP clock on the stream's unwrapped timeline */
  audioFrame(data: Uint8Array, ticks: number): void;
}

export interface AacStreamOptions {
  readonly payloadFormat: AacPayloadFormat | LatmPayloadFormat;
  /** As the description says it; null where only the frames do (ADTS). */
  readonly format: AacFormat | null;
  /** Of RTP, ticks per second; cameras are not always right about it being the sample rate. */
  readonly clockRate: number;
  readonly counters: CodecCounters;
  readonly sink: AacStreamSink;
}

/** From RTP payloads to AAC frames (RFC 3640; MP4A-LATM of RFC 6416), out of ADTS where they are wrapped in it (Q29). */
export class AacStream {
  readonly #options: AacStreamOptions;
  readonly #depacketizer: AacDepacketizer | LatmDepacketizer;
  #format: AacFormat | null;
  #ticks = 0;

  constructor(options: AacStreamOptions) {
    this.#options = options;
    this.#format = options.format;
    const sink: AccessUnitSink = {
      accessUnit: (unit, index) => this.#take(unit, index),
      malformed: () => {
        options.counters.malformedAudio++;
      },
    };
    const { payloadFormat } = options;
    this.#depacketizer =
      payloadFormat.layout === 'latm'
        ? new LatmDepacketizer(payloadFormat, sink)
        : new AacDepacketizer(payloadFormat, sink);
    if (options.format !== null) options.sink.audioFormat(options.format);
  }

  /** Takes in one RTP payload. @param ticks of the RTP clock on the stream's unwrapped timeline */
  payload(payload: Uint8Array, ticks: number, marker: boolean): void {
    this.#ticks = ticks;
    this.#depacketizer.push(payload, ticks, marker);
  }

  /** Packets are missing before the next payload. */
  loss(): void {
    this.#depacketizer.loss();
  }

  #take(unit: Uint8Array, index: number): void {
    const { sink, counters, clockRate } = this.#options;
    const wrapped = unwrapAdts(unit);
    if (wrapped !== null) this.#follow(wrapped.format);
    const format = this.#format;
    if (format === null) {
      counters.malformedAudio++;
      return;
    }
    counters.audioFrames++;
    const frameTicks = (AAC_FRAME_SAMPLES * clockRate) / format.sampleRateHz;
    sink.audioFrame(wrapped?.data ?? unit, this.#ticks + index * frameTicks);
  }

  /**
   * A header says nothing of SBR, so where the description does and the rest agrees, the description counts. One of a kind
   * that is not relayed is a header that lies.
   */
  #follow(said: AacFormat | null): void {
    const known = this.#format;
    if (said === null || sameAacFormat(known, said)) return;
    const agrees = known?.sampleRateHz === said.sampleRateHz && known.channels === said.channels;
    if (agrees) return;
    this.#format = said;
    this.#options.sink.audioFormat(said);
  }
}
