import { fail, ok, type Result } from '#core/kit';

/** How the RTP payloads of an AAC stream are laid out: the parameters of RFC 3640, 4.1, in bits. */
export interface AacPayloadFormat {
  readonly layout: 'mpeg4-generic';
  readonly sizeBits: number;
  readonly indexBits: number;
  readonly indexDeltaBits: number;
  /** Of the time stamps that are passed over: cameras send audio in the order it is heard. */
  readonly compositionDeltaBits: number;
  readonly decodingDeltaBits: number;
  readonly randomAccess: boolean;
  readonly streamStateBits: number;
  readonly auxiliarySizeBits: number;
  /** Bytes of every access unit where its size is not written; null where it is, or where a payload is one. */
  readonly constantBytes: number | null;
}

/** RFC 3640, 3.3.5 and 3.3.6. */
const MODES: ReadonlyMap<string, { readonly sizeBits: number; readonly indexBits: number }> = new Map([
  ['AAC-HBR', { sizeBits: 13, indexBits: 3 }],
  ['AAC-LBR', { sizeBits: 6, indexBits: 2 }],
]);
const FIELD_BITS_MAX = 32;

/**
 * Reads the format parameters of `mpeg4-generic`, names in lower case. Without mode and lengths it is AAC-hbr, which is
 * what cameras mean.
 * @returns why it cannot be read: `interleaving` (RFC 3640, 3.2.3.2), which no camera needs, or `parameters`
 */
export function readAacPayloadFormat(
  parameters: ReadonlyMap<string, string>,
): Result<AacPayloadFormat, 'interleaving' | 'parameters'> {
  if (number(parameters, 'maxdisplacement', 0) !== 0) return fail('interleaving');
  const mode = MODES.get((parameters.get('mode') ?? 'AAC-hbr').toUpperCase());
  if (mode === undefined) return fail('parameters');
  const constantBytes = number(parameters, 'constantsize', 0);
  const sizeBits = number(parameters, 'sizelength', constantBytes > 0 ? 0 : mode.sizeBits);
  const format = {
    sizeBits,
    indexBits: number(parameters, 'indexlength', sizeBits === 0 ? 0 : mode.indexBits),
    indexDeltaBits: number(parameters, 'indexdeltalength', sizeBits === 0 ? 0 : mode.indexBits),
    compositionDeltaBits: number(parameters, 'ctsdeltalength', 0),
    decodingDeltaBits: number(parameters, 'dtsdeltalength', 0),
    randomAccess: number(parameters, 'randomaccessindication', 0) !== 0,
    streamStateBits: number(parameters, 'streamstateindication', 0),
    auxiliarySizeBits: number(parameters, 'auxiliarydatasizelength', 0),
  };
  const bits = Object.values(format).map(Number);
  if (bits.some((length) => length > FIELD_BITS_MAX)) return fail('parameters');
  return ok({ layout: 'mpeg4-generic', ...format, constantBytes: constantBytes > 0 ? constantBytes : null });
}

/** A parameter that is no number is as good as missing. */
function number(parameters: ReadonlyMap<string, string>, name: string, otherwise: number): number {
  const text = parameters.get(name);
  return text !== undefined && /^\d{1,5}$/.test(text) ? Number(text) : otherwise;
}
