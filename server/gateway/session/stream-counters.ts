import { type CodecCounters, newCodecCounters } from '../codec/index.ts';
import { newRtpCounters, type RtpCounters } from '../rtp/index.ts';
import { newRtspCounters, type RtspCounters } from '../rtsp/index.ts';

/** All counters of one session, kept over its reconnects. */
export interface StreamCounters extends RtspCounters, RtpCounters, CodecCounters {
  /** Connections opened. */
  connects: number;
  /** Key frames that the camera was asked for. */
  keyFramesAsked: number;
}

/** A set of counters at zero. */
export function newStreamCounters(): StreamCounters {
  return { connects: 0, keyFramesAsked: 0, ...newRtspCounters(), ...newRtpCounters(), ...newCodecCounters() };
}
