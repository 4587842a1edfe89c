import type { BytePile } from '../memory/index.ts';
import { BoxWriter } from './box-writer.ts';
import { VIDEO_TRACK_ID } from './track-id.ts';

/** One picture, ready to be written. */
export interface Sample {
  /** Size of the sample with the lengths of its NAL units, see `appendSample`. */
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
  /** The samples one behind the other, see `appendSample`. */
  readonly media: Uint8Array;
}

const BYTES_PER_TRUN_ENTRY = 16;
const MOOF_BYTES_WITHOUT_SAMPLES = 88;
const MDAT_HEADER_BYTES = 8;

/** sample_depends_on 2: needs no other picture; else depends on others and is no sync sample (8.8.3.1). */
const SYNC_SAMPLE = 0x0200_0000;
const DEPENDENT_SAMPLE = 0x0101_0000;

/**
 * Puts a sample behind others: each NAL unit behind its length (ISO/IEC 14496-15, 5.3.4.2).
 * @param nalUnits without start codes
 * @returns its size
 */
export function appendSample(media: BytePile, nalUnits: readonly Uint8Array[]): number {
  const start = media.length;
  for (const nalUnit of nalUnits) {
    media.appendUint32(nalUnit.byteLength);
    media.append(nalUnit);
  }
  return media.length - start;
}

/** Bytes before the first sample of a fragment of so many samples. */
export function fragmentHeaderBytes(sampleCount: number): number {
  return MOOF_BYTES_WITHOUT_SAMPLES + BYTES_PER_TRUN_ENTRY * sampleCount + MDAT_HEADER_BYTES;
}

/** Bytes of the whole fragment. */
export function fragmentBytes({ samples, media }: Pick<Fragment, 'samples' | 'media'>): number {
  return fragmentHeaderBytes(samples.length) + media.byteLength;
}

/**
 * Builds one `moof` and its `mdat` (ISO/IEC 14496-12, 8.8.4).
 * @param bytes to be written into, `fragmentBytes` of them
 * @returns these
 */
export function buildFragment(
  fragment: Fragment,
  bytes: Uint8Array = Buffer.allocUnsafeSlow(fragmentBytes(fragment)),
): Uint8Array {
  const { sequenceNumber, decodeTimeTicks, samples, media } = fragment;
  const headerBytes = fragmentHeaderBytes(samples.length);
  const writer = new BoxWriter(bytes);
  writer.box('moof', () => {
    writer.fullBox('mfhd', 0, 0, () => writer.u32(sequenceNumber % 0x1_0000_0000));
    writer.box('traf', () => {
      const defaultBaseIsMoof = 0x02_0000;
      writer.fullBox('tfhd', 0, defaultBaseIsMoof, () => writer.u32(VIDEO_TRACK_ID));
      writer.fullBox('tfdt', 1, 0, () => writer.u64(decodeTimeTicks));
      writeTrackRun(writer, samples, headerBytes);
    });
  });
  writer.box('mdat', () => writer.bytes(media));
  return bytes;
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
