export type { AccessUnit } from './access-unit.ts';
export { BitReader } from './bit-reader.ts';
export { type CodecCounters, newCodecCounters } from './codec-counters.ts';
export type { VideoCodecName } from './video-codec.ts';
export type { H264Format, H265Format, VideoFormat } from './video-format.ts';
export { VideoStream, type VideoStreamSink } from './video-stream.ts';
