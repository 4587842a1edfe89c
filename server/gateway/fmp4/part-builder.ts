import type { AccessUnit } from '../codec/index.ts';
import { BufferPool, BytePile } from '../memory/index.ts';
import { appendSample, buildFragment, fragmentBytes, type Sample } from './fragment.ts';
import type { Part } from './part.ts';

/** No part holds more, whatever its timestamps say; a stream this fast or fat is broken. */
const MOST_FRAMES = 240;
const MOST_BYTES = 16 * 1024 * 1024;

interface PendingPicture {
  readonly keyFrame: boolean;
  readonly capturedAtMs: number;
  readonly byteLength: number;
  readonly decodeTicks: number;
  readonly presentationTicks: number;
}

/** What closes a part, beside its pictures. */
export interface PartClosing {
  readonly sequence: number;
  /** Of its `moof`. */
  readonly fragmentNumber: number;
  readonly initId: number;
  readonly targetTicks: number;
  /** Wanted end; moved on where needed so that every picture lasts at least a tick. */
  readonly endTicks: number;
}

/** Collects the pictures of one part after the other. */
export class PartBuilder {
  #pictures: PendingPicture[] = [];
  /** Their samples. */
  readonly #media = new BytePile();
  readonly #pool = new BufferPool();
  #startTicks = 0;
  #segmentStart = true;
  #discontinuity = false;

  get empty(): boolean {
    return this.#pictures.length === 0;
  }

  /** Whether it must be closed whatever its duration. */
  get full(): boolean {
    return this.#pictures.length >= MOST_FRAMES || this.#media.length >= MOST_BYTES;
  }

  /** Where the part under construction begins: where the last one ended. */
  get startTicks(): number {
    return this.#startTicks;
  }

  /** Decode time of the last picture added. */
  get lastTicks(): number {
    return this.#pictures.at(-1)?.decodeTicks ?? this.#startTicks;
  }

  /** The part under construction, which must be empty, is the first of a segment. */
  beginSegment(discontinuity: boolean): void {
    this.#segmentStart = true;
    this.#discontinuity = discontinuity;
  }

  /** @param timeTicks decode time on the output timeline */
  add(unit: AccessUnit, timeTicks: number): void {
    const byteLength = appendSample(this.#media, unit.nalUnits);
    const soonest = this.empty ? this.#startTicks : this.lastTicks + 1;
    const presentationTicks = timeTicks + Math.round(unit.pts - unit.dts);
    this.#pictures.push({
      keyFrame: unit.keyFrame,
      capturedAtMs: unit.capturedAtMs,
      byteLength,
      decodeTicks: this.empty ? this.#startTicks : Math.max(timeTicks, soonest),
      // Later than decoding where it was meant to be, though the part began later than estimated.
      presentationTicks: unit.pts < unit.dts ? presentationTicks : Math.max(presentationTicks, soonest),
    });
  }

  /** No part is made any more. */
  end(): void {
    this.#pool.close();
  }

  /** Makes the part, which must not be empty, and begins the next at its end. */
  close({ sequence, fragmentNumber, initId, targetTicks, endTicks }: PartClosing): Part {
    const pictures = this.#pictures;
    const first = pictures[0];
    if (first === undefined) throw new Error('a part without pictures');
    const end = Math.max(endTicks, this.lastTicks + 1);
    const samples = pictures.map((picture, i): Sample => {
      const next = pictures[i + 1];
      return {
        byteLength: picture.byteLength,
        keyFrame: picture.keyFrame,
        durationTicks: (next?.decodeTicks ?? end) - picture.decodeTicks,
        compositionOffsetTicks: picture.presentationTicks - picture.decodeTicks,
      };
    });
    const { bytes: media } = this.#media;
    const fragment = { sequenceNumber: fragmentNumber, decodeTimeTicks: this.#startTicks, samples, media };
    const memory = this.#pool.take(fragmentBytes(fragment));
    buildFragment(fragment, memory.bytes);
    const part: Part = {
      sequence,
      initId,
      bytes: memory.bytes,
      memory,
      startTicks: this.#startTicks,
      durationTicks: end - this.#startTicks,
      targetTicks,
      independent: first.keyFrame,
      segmentStart: this.#segmentStart,
      discontinuity: this.#discontinuity,
      capturedAtUs: Math.round(first.capturedAtMs * 1000),
      frameCount: pictures.length,
      firstSampleBytes: first.byteLength,
    };
    this.#pictures = [];
    this.#media.clear();
    this.#startTicks = end;
    this.#segmentStart = false;
    this.#discontinuity = false;
    return part;
  }
}
