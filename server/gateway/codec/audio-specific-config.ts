import type { AacFormat } from './aac-format.ts';
import { BitReader } from './bit-reader.ts';

/** ISO/IEC 14496-3, table 1.18. */
const SAMPLE_RATES_HZ = [
  96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000, 7_350,
] as const;
const EXPLICIT_RATE = 15;
const ESCAPED_TYPE = 31;
const LOW_COMPLEXITY = 2;
const SBR = 5;
const PARAMETRIC_STEREO = 29;
const CONFIG_BYTES_MAX = 64;

/**
 * Reads an AudioSpecificConfig (ISO/IEC 14496-3, 1.6.2.1). Total.
 * @returns null for anything but AAC LC, alone or under SBR, of one or two channels and 1,024 samples a frame: other kinds
 * are rare among cameras, and browsers do not play them
 */
export function parseAudioSpecificConfig(config: Uint8Array): AacFormat | null {
  if (config.length < 2 || config.length > CONFIG_BYTES_MAX) return null;
  const reader = new BitReader(config);
  const objectType = readObjectType(reader);
  const sampleRateHz = readSampleRate(reader);
  const channels = reader.bits(4);
  if (objectType === SBR || objectType === PARAMETRIC_STEREO) {
    readSampleRate(reader); // of what is heard
    if (readObjectType(reader) !== LOW_COMPLEXITY) return null;
  } else if (objectType !== LOW_COMPLEXITY) return null;
  const frameOf960 = reader.flag();
  const known = sampleRateHz !== null && (channels === 1 || channels === 2);
  if (reader.failed || frameOf960 || !known) return null;
  return formatOf(objectType, sampleRateHz, channels, new Uint8Array(config));
}

/** The same, as an ADTS header says it (1.A.2.2.1). @returns null for what is not relayed */
export function aacFormatOf(objectType: number, rateIndex: number, channels: number): AacFormat | null {
  const word = (objectType << 11) | (rateIndex << 7) | (channels << 3);
  return parseAudioSpecificConfig(Uint8Array.of(word >> 8, word & 0xff));
}

function formatOf(
  objectType: AacFormat['objectType'],
  sampleRateHz: number,
  channels: AacFormat['channels'],
  config: Uint8Array,
): AacFormat {
  return { objectType, sampleRateHz, channels, config, codecString: `mp4a.40.${objectType}` };
}

function readObjectType(reader: BitReader): number {
  const type = reader.bits(5);
  return type === ESCAPED_TYPE ? 32 + reader.bits(6) : type;
}

/** @returns null for what the table reserves, or a rate nobody can mean */
function readSampleRate(reader: BitReader): number | null {
  const index = reader.bits(4);
  const rate = index === EXPLICIT_RATE ? reader.bits(24) : SAMPLE_RATES_HZ[index];
  return rate !== undefined && rate >= 7_000 && rate <= 64_000 ? rate : null;
}
