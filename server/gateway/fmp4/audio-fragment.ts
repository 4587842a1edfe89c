import { BoxWriter } from './box-writer.ts';
import { AUDIO_TRACK_ID } from './track-id.ts';

/** One frame of sound, ready to be written. */
export interface AudioSample {
  readonly data: Uint8Array;
  readonly durationTicks: number;
}

export interface AudioFragment {
  /** From 1, rising (ISO/IEC 14496-12, 8.8.5). */
  readonly sequenceNumber: number;
  readonly decodeTimeTicks: number;
  readonly samples: readonly AudioSample[];
}

const HEADER_BYTES = 88 + 8;
const BYTES_PER_TRUN_ENTRY = 8;

/** Builds one `moof` and its `mdat` for the audio track (ISO/IEC 14496-12, 8.8.4). */
export function buildAudioFragment({ sequenceNumber, decodeTimeTicks, samples }: AudioFragment): Uint8Array {
  const headerBytes = HEADER_BYTES + BYTES_PER_TRUN_ENTRY * samples.length;
  const mediaBytes = samples.reduce((sum, { data }) => sum + data.byteLength, 0);
  const writer = new BoxWriter(Buffer.allocUnsafeSlow(headerBytes + mediaBytes));
  writer.box('moof', () => {
    writer.fullBox('mfhd', 0, 0, () => writer.u32(sequenceNumber % 0x1_0000_0000));
    writer.box('traf', () => {
      const defaultBaseIsMoof = 0x02_0000;
      writer.fullBox('tfhd', 0, defaultBaseIsMoof, () => writer.u32(AUDIO_TRACK_ID));
      writer.fullBox('tfdt', 1, 0, () => writer.u64(decodeTimeTicks));
      const dataOffsetDurationsAndSizes = 0x0301;
      writer.fullBox('trun', 0, dataOffsetDurationsAndSizes, () => {
        writer.u32(samples.length);
        writer.u32(headerBytes);
        for (const { data, durationTicks } of samples) {
          writer.u32(durationTicks);
          writer.u32(data.byteLength);
        }
      });
    });
  });
  writer.box('mdat', () => {
    for (const { data } of samples) writer.bytes(data);
  });
  return writer.finish();
}
