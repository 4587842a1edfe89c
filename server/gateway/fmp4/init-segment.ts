import type { VideoFormat } from '../codec/index.ts';
import { writeAvcConfiguration } from './avc-configuration.ts';
import { BoxWriter } from './box-writer.ts';
import { writeHevcConfiguration } from './hevc-configuration.ts';
import { parameterSetsOf } from './parameter-sets.ts';
import { TICKS_PER_SECOND } from './timescale.ts';

export const TRACK_ID = 1;

/** Bytes of the initialisation segment beside its parameter sets, rounded up. */
const FIXED_BYTES = 1024;

/**
 * Builds the initialisation segment of one video track: `ftyp` and a `moov` without samples (ISO/IEC 14496-12,
 * 8.8; 23000-19, 7.3.1).
 */
export function buildInitSegment(format: VideoFormat): Uint8Array {
  const setBytes = parameterSetsOf(format).reduce((sum, set) => sum + set.byteLength, 0);
  const writer = new BoxWriter(FIXED_BYTES + setBytes);
  writer.box('ftyp', () => {
    writer.text('iso6');
    writer.u32(0); // minor_version
    for (const brand of ['iso6', 'cmfc', 'mp41']) writer.text(brand);
  });
  writer.box('moov', () => {
    writeMovieHeader(writer);
    writer.box('trak', () => {
      writeTrackHeader(writer, format);
      writer.box('mdia', () => writeMedia(writer, format));
    });
    writer.box('mvex', () => {
      writer.fullBox('trex', 0, 0, () => {
        writer.u32(TRACK_ID);
        writer.u32(1); // default_sample_description_index
        writer.zeros(12); // default duration, size and flags: every sample tells its own
      });
    });
  });
  return writer.finish();
}

function writeMatrix(writer: BoxWriter): void {
  for (const value of [0x1_0000, 0, 0, 0, 0x1_0000, 0, 0, 0, 0x4000_0000]) writer.u32(value);
}

function writeMovieHeader(writer: BoxWriter): void {
  writer.fullBox('mvhd', 0, 0, () => {
    writer.zeros(8); // creation and modification time
    writer.u32(TICKS_PER_SECOND);
    writer.u32(0); // duration: unknown, live
    writer.u32(0x1_0000); // rate 1.0
    writer.u16(0x100); // volume
    writer.zeros(10);
    writeMatrix(writer);
    writer.zeros(24); // pre_defined
    writer.u32(TRACK_ID + 1); // next_track_ID
  });
}

function writeTrackHeader(writer: BoxWriter, { width, height }: VideoFormat): void {
  const enabledAndInMovie = 3;
  writer.fullBox('tkhd', 0, enabledAndInMovie, () => {
    writer.zeros(8);
    writer.u32(TRACK_ID);
    writer.zeros(4);
    writer.u32(0); // duration
    writer.zeros(16); // reserved, layer, group, volume of a video track
    writeMatrix(writer);
    writer.u32(width * 0x1_0000); // 16.16
    writer.u32(height * 0x1_0000);
  });
}

function writeMedia(writer: BoxWriter, format: VideoFormat): void {
  writer.fullBox('mdhd', 0, 0, () => {
    writer.zeros(8);
    writer.u32(TICKS_PER_SECOND);
    writer.u32(0);
    writer.u16(0x55c4); // language 'und', 8.4.2.3
    writer.u16(0);
  });
  writer.fullBox('hdlr', 0, 0, () => {
    writer.u32(0);
    writer.text('vide');
    writer.zeros(12);
    writer.text('video\0');
  });
  writer.box('minf', () => {
    writer.fullBox('vmhd', 0, 1, () => writer.zeros(8));
    writer.box('dinf', () => {
      writer.fullBox('dref', 0, 0, () => {
        writer.u32(1);
        const inThisFile = 1;
        writer.fullBox('url ', 0, inThisFile, () => {});
      });
    });
    writer.box('stbl', () => writeEmptySampleTable(writer, format));
  });
}

function writeEmptySampleTable(writer: BoxWriter, format: VideoFormat): void {
  writer.fullBox('stsd', 0, 0, () => {
    writer.u32(1);
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
  });
  for (const type of ['stts', 'stsc', 'stco']) writer.fullBox(type, 0, 0, () => writer.u32(0));
  writer.fullBox('stsz', 0, 0, () => writer.zeros(8));
}
