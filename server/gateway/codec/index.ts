export type { AccessUnit } from './access-unit.ts';
export { BitReader } from './bit-reader.ts';
export { type CodecCounters, newCodecCounters } from './codec-counters.ts';
export { H264Stream, type VideoStreamSink } from './h264-stream.ts';
export type { VideoFormat } from './video-format.ts';
