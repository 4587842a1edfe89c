import { type AacFormat, type AccessUnit, sameAacFormat, type VideoFormat } from '../codec/index.ts';
import { AudioTrack } from './audio-track.ts';
import { buildInitSegment } from './init-segment.ts';
import { OutputTimeline } from './output-timeline.ts';
import { parameterSetsOf } from './parameter-sets.ts';
import type { InitSegment, PackagerSink, Part } from './part.ts';
import { PartBuilder } from './part-builder.ts';
import { LONGEST_LEAD_TICKS, partTargetTicks, SHORTEST_PART } from './part-target.ts';
import { TICKS_PER_SECOND } from './timescale.ts';

/**
 * A segment ends at the first IDR from here on. The first segment of a stream ends here at whatever picture: players
 * show nothing before one segment is complete (hls.js #6809), and most cameras send an IDR only every two seconds.
 */
const SHORTEST_SEGMENT_TICKS = TICKS_PER_SECOND;

/** A segment ends here at the latest, at whatever picture (Q30: cameras with IDRs half a minute apart). */
const LONGEST_SEGMENT_TICKS = 4.3 * TICKS_PER_SECOND;

/** The same for its size: four times what a camera of 16 Mb/s needs. A flood may not pile up in one segment. */
const LARGEST_SEGMENT_BYTES = 32 * 1024 * 1024;

/** The target duration that goes with it: no segment rounds to more (RFC 8216bis, 4.4.3.1). */
export const TARGET_DURATION_S = 4;

/**
 * Turns access units into init segments and parts, all on one timeline on which each part begins where the last
 * one ended.
 *
 * A part closes as soon as its last picture is in: how long that picture lasts is estimated, rather than waited for,
 * which saves a frame interval of delay. The next part begins at the estimate, and composition offsets carry the
 * true presentation times, so that errors do not add up.
 */
export class Packager {
  readonly #sink: PackagerSink;
  readonly #timeline = new OutputTimeline();
  readonly #builder = new PartBuilder();
  #audio: AudioTrack | null = null;
  #init: InitSegment | null = null;
  #fragments = 0;
  #sequence = 0;
  #targetTicks: number | null = null;
  #segmentStartTicks = 0;
  #segmentBytes = 0;
  #inFirstSegment = true;
  #restarted = false;
  #needsKeyFrame = true;

  constructor(sink: PackagerSink) {
    this.#sink = sink;
  }

  /** The parameter sets, before the first access unit and whenever they change. */
  format(format: VideoFormat): void {
    const current = this.#init;
    if (current !== null && sameParameterSets(current.format, format)) return;
    this.#flush();
    this.#timeline.expectFrameRate(format.frameRate);
    this.#begin(format);
  }

  /** How sound is coded, from the next key frame on; null where there is none. */
  audioFormat(format: AacFormat | null): void {
    if (sameAacFormat(this.#audio?.format ?? null, format)) return;
    this.#flush();
    this.#audio = format === null ? null : new AudioTrack(format);
    if (this.#init !== null) this.#begin(this.#init.format);
  }

  /** The next frame of sound. @param ticks when it is heard, on the timeline of the access units */
  audioFrame(data: Uint8Array, ticks: number): void {
    const timeTicks = this.#timeline.place(ticks);
    if (timeTicks !== null) this.#audio?.push(data, timeTicks);
  }

  /** The next picture in decode order. Pictures that nothing decodable precedes are passed over. */
  accessUnit(unit: AccessUnit): void {
    if (this.#init === null || (this.#needsKeyFrame && !unit.keyFrame)) return;
    const { timeTicks, jumped } = this.#timeline.advance(unit.dts, unit.keyFrame);
    const discontinuity = this.#restarted || (jumped && unit.keyFrame);
    const segmentStart =
      discontinuity ||
      this.#needsKeyFrame ||
      (unit.keyFrame && timeTicks - this.#segmentStartTicks >= SHORTEST_SEGMENT_TICKS);
    this.#restarted = false;
    this.#needsKeyFrame = false;

    const builder = this.#builder;
    if (!builder.empty) {
      if (segmentStart) this.#close(this.#latestEnd(timeTicks), discontinuity);
      else if (!this.#fits(timeTicks)) this.#close(this.#suitableEnd(timeTicks));
    }
    if (segmentStart) this.#beginSegment(timeTicks, discontinuity);
    builder.add(unit, timeTicks);
    this.#closeIfComplete(timeTicks + this.#timeline.intervalTicks);
  }

  /** How far behind the last picture the one is that will complete the next part; 0 before there is a usual distance. */
  get ticksToNextPart(): number {
    const { intervalTicks, measured } = this.#timeline;
    const { startTicks, lastTicks, empty } = this.#builder;
    if (this.#targetTicks === null || !measured) return 0;
    const last = empty ? startTicks - intervalTicks : lastTicks;
    // The first picture behind which another one would not fit.
    const roomTicks = startTicks + this.#targetTicks - 1.5 * intervalTicks - last;
    return Math.max(1, Math.floor(roomTicks / intervalTicks) + 1) * intervalTicks;
  }

  /** The source was lost: what is there goes out now, and the next access unit begins a discontinuity. */
  interrupted(): void {
    this.#flush();
    this.#timeline.restart();
    this.#restarted = this.#sequence > 0;
    this.#needsKeyFrame = true;
  }

  /** The stream is over: what is there goes out, and its memory is freed when nobody holds it. */
  end(): void {
    this.interrupted();
    this.#builder.end();
  }

  #begin(format: VideoFormat): void {
    const bytes = buildInitSegment(format);
    const audio = this.#audio?.format;
    const withAudio = audio === undefined ? {} : { bytesWithAudio: buildInitSegment(format, audio) };
    this.#init = { id: (this.#init?.id ?? -1) + 1, format, bytes, ...withAudio };
    this.#restarted = this.#sequence > 0;
    this.#needsKeyFrame = true;
    this.#sink.init(this.#init);
  }

  #flush(): void {
    if (this.#builder.empty) return;
    this.#close(this.#latestEnd(this.#builder.lastTicks + this.#timeline.intervalTicks), true);
  }

  /** @param nextTicks when the next picture is expected */
  #closeIfComplete(nextTicks: number): void {
    const builder = this.#builder;
    if (builder.full) this.#close(this.#latestEnd(nextTicks));
    else if (this.#intervalKnown() && !this.#fits(nextTicks)) this.#close(this.#suitableEnd(nextTicks));
    else return;
    if (this.#segmentMustEnd()) this.#beginSegment(builder.startTicks, false);
  }

  #beginSegment(timeTicks: number, discontinuity: boolean): void {
    this.#builder.beginSegment(discontinuity);
    if (discontinuity || this.#sequence === 0) this.#audio?.begin(this.#builder.startTicks);
    this.#segmentStartTicks = timeTicks;
    this.#segmentBytes = 0;
    this.#inFirstSegment = this.#sequence === 0;
  }

  #segmentMustEnd(): boolean {
    if (this.#segmentBytes >= LARGEST_SEGMENT_BYTES) return true;
    const lasted = this.#builder.startTicks - this.#segmentStartTicks;
    if (this.#inFirstSegment) return lasted >= SHORTEST_SEGMENT_TICKS;
    return lasted + this.#currentTarget() > LONGEST_SEGMENT_TICKS;
  }

  /** The target is chosen when the first part closes, so that one has to be seen to be more than one picture. */
  #intervalKnown(): boolean {
    return this.#targetTicks !== null || this.#timeline.measured;
  }

  /** Whether a picture at this time, or at least half of it, still belongs into the part. */
  #fits(timeTicks: number): boolean {
    const roomTicks = this.#builder.startTicks + this.#currentTarget() - timeTicks;
    return roomTicks >= this.#timeline.intervalTicks / 2;
  }

  /** The wanted end as far as the target allows; where pictures are too rare for it, the timeline comes first. */
  #latestEnd(wantedTicks: number): number {
    const longest = this.#builder.startTicks + this.#currentTarget();
    return Math.min(wantedTicks, Math.max(longest, wantedTicks - LONGEST_LEAD_TICKS));
  }

  /** The same for a part in the middle of a segment, which may not be much shorter than the target either. */
  #suitableEnd(wantedTicks: number): number {
    const soonest = this.#builder.startTicks + SHORTEST_PART * this.#currentTarget();
    return Math.max(soonest, this.#latestEnd(wantedTicks));
  }

  #currentTarget(): number {
    return this.#targetTicks ?? partTargetTicks(this.#timeline.intervalTicks);
  }

  /** @param settled what follows is a discontinuity: sound may not lag behind it */
  #close(endTicks: number, settled = false): void {
    if (this.#init === null) return;
    this.#targetTicks = this.#currentTarget();
    const pictures: Part = this.#builder.close({
      sequence: this.#sequence,
      fragmentNumber: ++this.#fragments,
      initId: this.#init.id,
      targetTicks: this.#targetTicks,
      endTicks: Math.round(endTicks),
    });
    this.#sequence += 1;
    this.#segmentBytes += pictures.bytes.byteLength;
    const audio = this.#closeAudio(pictures, settled);
    this.#sink.part(audio === null ? pictures : { ...pictures, audio });
  }

  /** The first sound of a track comes with its first pictures, for players that go by both. */
  #closeAudio({ startTicks, durationTicks, segmentStart }: Part, settled: boolean): Uint8Array | null {
    if (this.#audio === null) return null;
    const endTicks = startTicks + durationTicks;
    const audio = this.#audio.close(this.#fragments + 1, endTicks, settled || segmentStart);
    if (audio !== null) this.#fragments++;
    return audio;
  }
}

function sameParameterSets(a: VideoFormat, b: VideoFormat): boolean {
  return Buffer.concat(parameterSetsOf(a)).equals(Buffer.concat(parameterSetsOf(b)));
}
