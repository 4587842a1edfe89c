import type { AacFormat, VideoFormat } from '../codec/index.ts';
import { writeAudioEntry } from './audio-entry.ts';
import { writeAvcConfiguration } from './avc-configuration.ts';
import { BoxWriter } from './box-writer.ts';
import { writeHevcConfiguration } from './hevc-configuration.ts';
import { parameterSetsOf } from './parameter-sets.ts';
import { TICKS_PER_SECOND } from './timescale.ts';
import { AUDIO_TRACK_ID, VIDEO_TRACK_ID } from './track-id.ts';

/** Bytes of the initialisation segment beside its parameter sets, rounded up. */
const FIXED_BYTES = 2048;

/** What the boxes of a track differ in. */
interface TrackKind {
  readonly id: number;
  readonly handler: 'vide' | 'soun';
  readonly name: string;
  /** 8.8 fixed point. */
  readonly volume: number;
  /** Of the picture, in pixels. */
  readonly width: number;
  readonly height: number;
  /** Media header: `vmhd` or `smhd`. */
  readonly mediaHeader: (writer: BoxWriter) => void;
  readonly sampleEntry: (writer: BoxWriter) => void;
}

/**
 * Builds the initialisation segment of a stream: `ftyp` and a `moov` without samples (ISO/IEC 14496-12, 8.8; 23000-19,
 * 7.3.1). Both tracks count in ticks of 90 kHz, so that players have one timescale to go by.
 * @param audio a second track; pictures alone if not given
 */
export function buildInitSegment(format: VideoFormat, audio?: AacFormat): Uint8Array {
  const setBytes = parameterSetsOf(format).reduce((sum, set) => sum + set.byteLength, 0);
  const writer = new BoxWriter(Buffer.allocUnsafeSlow(FIXED_BYTES + setBytes));
  const tracks = [videoTrack(format), ...(audio === undefined ? [] : [audioTrack(audio)])];
  writer.box('ftyp', () => {
    writer.text('iso6');
    writer.u32(0); // minor_version
    for (const brand of ['iso6', 'cmfc', 'mp41']) writer.text(brand);
  });
  writer.box('moov', () => {
    writeMovieHeader(writer, tracks.length);
    for (const track of tracks) {
      writer.box('trak', () => {
        writeTrackHeader(writer, track);
        writer.box('mdia', () => writeMedia(writer, track));
      });
    }
    writer.box('mvex', () => {
      for (const { id } of tracks) writeTrackExtends(writer, id);
    });
  });
  return writer.finish();
}

function videoTrack(format: VideoFormat): TrackKind {
  const { width, height } = format;
  return {
    ...{ id: VIDEO_TRACK_ID, handler: 'vide', name: 'video', volume: 0, width, height },
    mediaHeader: (writer) => writer.fullBox('vmhd', 0, 1, () => writer.zeros(8)),
    sampleEntry: (writer) => writeVideoEntry(writer, format),
  };
}

function audioTrack(format: AacFormat): TrackKind {
  return {
    ...{ id: AUDIO_TRACK_ID, handler: 'soun', name: 'sound', volume: 0x100, width: 0, height: 0 },
    mediaHeader: (writer) => writer.fullBox('smhd', 0, 0, () => writer.zeros(4)),
    sampleEntry: (writer) => writeAudioEntry(writer, format),
  };
}

function writeMatrix(writer: BoxWriter): void {
  for (const value of [0x1_0000, 0, 0, 0, 0x1_0000, 0, 0, 0, 0x4000_0000]) writer.u32(value);
}

function writeMovieHeader(writer: BoxWriter, tracks: number): void {
  writer.fullBox('mvhd', 0, 0, () => {
    writer.zeros(8); // creation and modification time
    writer.u32(TICKS_PER_SECOND);
    writer.u32(0); // duration: unknown, live
    writer.u32(0x1_0000); // rate 1.0
    writer.u16(0x100); // volume
    writer.zeros(10);
    writeMatrix(writer);
    writer.zeros(24); // pre_defined
    writer.u32(tracks + 1); // next_track_ID
  });
}

function writeTrackExtends(writer: BoxWriter, id: number): void {
  writer.fullBox('trex', 0, 0, () => {
    writer.u32(id);
    writer.u32(1); // default_sample_description_index
    writer.zeros(12); // default duration, size and flags: pictures tell their own, and every frame of sound is a sync sample
  });
}

function writeTrackHeader(writer: BoxWriter, { id, volume, width, height }: TrackKind): void {
  const enabledAndInMovie = 3;
  writer.fullBox('tkhd', 0, enabledAndInMovie, () => {
    writer.zeros(8);
    writer.u32(id);
    writer.zeros(4);
    writer.u32(0); // duration
    writer.zeros(12); // reserved, layer, group
    writer.u16(volume);
    writer.zeros(2);
    writeMatrix(writer);
    writer.u32(width * 0x1_0000); // 16.16
    writer.u32(height * 0x1_0000);
  });
}

function writeMedia(writer: BoxWriter, { handler, name, mediaHeader, sampleEntry }: TrackKind): void {
  writer.fullBox('mdhd', 0, 0, () => {
    writer.zeros(8);
    writer.u32(TICKS_PER_SECOND);
    writer.u32(0);
    writer.u16(0x55c4); // language 'und', 8.4.2.3
    writer.u16(0);
  });
  writer.fullBox('hdlr', 0, 0, () => {
    writer.u32(0);
    writer.text(handler);
    writer.zeros(12);
    writer.text(`${name}\0`);
  });
  writer.box('minf', () => {
    mediaHeader(writer);
    writer.box('dinf', () => {
      writer.fullBox('dref', 0, 0, () => {
        writer.u32(1);
        const inThisFile = 1;
        writer.fullBox('url ', 0, inThisFile, () => {});
      });
    });
    writer.box('stbl', () => writeEmptySampleTable(writer, sampleEntry));
  });
}

function writeEmptySampleTable(writer: BoxWriter, sampleEntry: TrackKind['sampleEntry']): void {
  writer.fullBox('stsd', 0, 0, () => {
    writer.u32(1);
    sampleEntry(writer);
  });
  for (const type of ['stts', 'stsc', 'stco']) writer.fullBox(type, 0, 0, () => writer.u32(0));
  writer.fullBox('stsz', 0, 0, () => writer.zeros(8));
}

function writeVideoEntry(writer: BoxWriter, format: VideoFormat): void {
  writer.box(format.codec === 'h264' ? 'avc1' : 'hvc1', () => {
    writer.zeros(6);
    writer.u16(1); // data_reference_index
    writer.zeros(16);
    writer.u16(format.width);
    writer.u16(format.height);
    writer.u32(0x48_0000); // 72 dpi
    writer.u32(0x48_0000);
    writer.zeros(4);
    writer.u16(1); // frame_count
    writer.zeros(32); // compressorname
    writer.u16(24); // depth
    writer.u16(0xffff); // pre_defined -1
    if (format.codec === 'h264') writeAvcConfiguration(writer, format);
    else writeHevcConfiguration(writer, format);
  });
}
