import type { VideoFormat } from '../codec/index.ts';

/** All parameter sets of a format, in the order decoders want them. */
export function parameterSetsOf(format: VideoFormat): readonly Uint8Array[] {
  return format.codec === 'h264' ? [format.sps, format.pps] : [format.vps, format.sps, format.pps];
}
