import { BoxWriter } from './box-writer.ts';
import { VIDEO_TRACK_ID } from './track-id.ts';

/** One picture, ready to be written. */
export interface Sample {
  /** NAL units without start codes; each is written behind its length. */
  readonly nalUnits: readonly Uint8Array[];
  /** Size of the sample with the lengths, see `sampleBytes`. */
  readonly byteLength: number;
  readonly keyFrame: boolean;
  readonly durationTicks: number;
  /** Presentation time minus decode time; negative while a stream turns out to reorder its pictures. */
  readonly compositionOffsetTicks: number;
}

export interface Fragment {
  /** From 1, rising (ISO/IEC 14496-12, 8.8.5). */
  readonly sequenceNumber: number;
  /** Decode time of the first sample. */
  readonly decodeTimeTicks: number;
  readonly samples: readonly Sample[];
}

const NAL_LENGTH_BYTES = 4;
const BYTES_PER_TRUN_ENTRY = 16;
const MOOF_BYTES_WITHOUT_SAMPLES = 88;
const MDAT_HEADER_BYTES = 8;

/** sample_depends_on 2: needs no other picture; else depends on others and is no sync sample (8.8.3.1). */
const SYNC_SAMPLE = 0x0200_0000;
const DEPENDENT_SAMPLE = 0x0101_0000;

/** Size of a sample in an `mdat`. */
export function sampleBytes(nalUnits: readonly Uint8Array[]): number {
  let total = 0;
  for (const nalUnit of nalUnits) total += NAL_LENGTH_BYTES + nalUnit.byteLength;
  return total;
}

/** Bytes before the first sample of a fragment of so many samples. */
export function fragmentHeaderBytes(sampleCount: number): number {
  return MOOF_BYTES_WITHOUT_SAMPLES + BYTES_PER_TRUN_ENTRY * sampleCount + MDAT_HEADER_BYTES;
}

/** Builds one `moof` and its `mdat` (ISO/IEC 14496-12, 8.8.4). The only place where media bytes are copied. */
export function buildFragment({ sequenceNumber, decodeTimeTicks, samples }: Fragment): Uint8Array {
  const headerBytes = fragmentHeaderBytes(samples.length);
  const mediaBytes = samples.reduce((sum, sample) => sum + sample.byteLength, 0);
  const writer = new BoxWriter(headerBytes + mediaBytes);
  writer.box('moof', () => {
    writer.fullBox('mfhd', 0, 0, () => writer.u32(sequenceNumber % 0x1_0000_0000));
    writer.box('traf', () => {
      const defaultBaseIsMoof = 0x02_0000;
      writer.fullBox('tfhd', 0, defaultBaseIsMoof, () => writer.u32(VIDEO_TRACK_ID));
      writer.fullBox('tfdt', 1, 0, () => writer.u64(decodeTimeTicks));
      writeTrackRun(writer, samples, headerBytes);
    });
  });
  writer.box('mdat', () => {
    for (const { nalUnits } of samples) {
      for (const nalUnit of nalUnits) {
        writer.u32(nalUnit.byteLength);
        writer.bytes(nalUnit);
      }
    }
  });
  return writer.finish();
}

function writeTrackRun(writer: BoxWriter, samples: readonly Sample[], dataOffset: number): void {
  const dataOffsetAndAllPerSampleFields = 0x0f01;
  const signedOffsets = 1;
  writer.fullBox('trun', signedOffsets, dataOffsetAndAllPerSampleFields, () => {
    writer.u32(samples.length);
    writer.u32(dataOffset);
    for (const sample of samples) {
      writer.u32(sample.durationTicks);
      writer.u32(sample.byteLength);
      writer.u32(sample.keyFrame ? SYNC_SAMPLE : DEPENDENT_SAMPLE);
      writer.i32(sample.compositionOffsetTicks);
    }
  });
}
