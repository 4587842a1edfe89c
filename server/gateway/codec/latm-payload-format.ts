import { fail, ok, type Result } from '#core/kit';
import type { AacFormat } from './aac-format.ts';
import { aacFormatOf } from './audio-specific-config.ts';
import { BitReader } from './bit-reader.ts';

/** How the RTP payloads of MP4A-LATM are laid out (RFC 6416, 6): frames behind their lengths. */
export interface LatmPayloadFormat {
  readonly layout: 'latm';
  /** Frames in one element, each 1,024 samples later. */
  readonly frames: number;
}

const LOW_COMPLEXITY = 2;

/**
 * Reads the format parameters of `MP4A-LATM` (RFC 6416, 7.1), names in lower case: a StreamMuxConfig (ISO/IEC 14496-3,
 * 1.7.3) of one program with one layer of AAC LC, which is what cameras have.
 * @returns `parameters` for anything else, such as a configuration that comes with the frames (`cpresent`)
 */
export function readLatmPayloadFormat(
  parameters: ReadonlyMap<string, string>,
): Result<{ payloadFormat: LatmPayloadFormat; format: AacFormat }, 'parameters'> {
  if (parameters.get('cpresent') !== '0') return fail('parameters');
  const reader = new BitReader(Buffer.from((parameters.get('config') ?? '').replaceAll('"', ''), 'hex'));
  const version = reader.bits(1);
  const sameTimeFraming = reader.flag();
  const frames = reader.bits(6) + 1;
  const [programs, layers] = [reader.bits(4) + 1, reader.bits(3) + 1];
  const objectType = reader.bits(5);
  const format = aacFormatOf(objectType, reader.bits(4), reader.bits(4));
  const isPlain = version === 0 && sameTimeFraming && programs === 1 && layers === 1;
  if (!isPlain || objectType !== LOW_COMPLEXITY || reader.failed || format === null)
    return fail('parameters');
  return ok({ payloadFormat: { layout: 'latm', frames }, format });
}
