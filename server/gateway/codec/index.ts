export type { AccessUnit } from './access-unit.ts';
export { type CodecCounters, newCodecCounters } from './codec-counters.ts';
export { H264Stream, type H264StreamOptions, type VideoStreamSink } from './h264-stream.ts';
export type { VideoFormat } from './video-format.ts';
