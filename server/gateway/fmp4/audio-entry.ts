import type { AacFormat } from '../codec/index.ts';
import type { BoxWriter } from './box-writer.ts';

/** ISO/IEC 14496-1, 7.2.2.1 and 8.3.3. */
const TAG = { elementaryStream: 3, decoderConfig: 4, decoderSpecific: 5, syncLayer: 6 } as const;
const AUDIO_14496_3 = 0x40;
const AUDIO_STREAM = 5;

/** Writes the sample entry of AAC with its `esds` (ISO/IEC 14496-12, 12.2.3; 14496-14, 5.6). */
export function writeAudioEntry(writer: BoxWriter, format: AacFormat): void {
  writer.box('mp4a', () => {
    writer.zeros(6);
    writer.u16(1); // data_reference_index
    writer.zeros(8);
    writer.u16(format.channels);
    writer.u16(16); // samplesize
    writer.zeros(4);
    writer.u32(format.sampleRateHz * 0x1_0000); // 16.16; rates above are not relayed
    writeStreamDescriptor(writer, format.config);
  });
}

/** Descriptors are short enough for lengths of one byte. */
function writeStreamDescriptor(writer: BoxWriter, config: Uint8Array): void {
  const decoderBytes = 13 + 2 + config.byteLength;
  writer.fullBox('esds', 0, 0, () => {
    writer.u8(TAG.elementaryStream);
    writer.u8(3 + 2 + decoderBytes + 3);
    writer.zeros(3); // ES_ID and flags
    writer.u8(TAG.decoderConfig);
    writer.u8(decoderBytes);
    writer.u8(AUDIO_14496_3);
    writer.u8((AUDIO_STREAM << 2) | 1);
    writer.zeros(11); // buffer size and bit rates: not known
    writer.u8(TAG.decoderSpecific);
    writer.u8(config.byteLength);
    writer.bytes(config);
    writer.u8(TAG.syncLayer);
    writer.u8(1);
    writer.u8(2); // reserved for use in MP4 files
  });
}
