import type { CodecCounters } from '../codec/index.ts';
import type { RtpCounters } from '../rtp/index.ts';
import type { RtspCounters } from '../rtsp/index.ts';

/** All counters of one session, kept over its reconnects. */
export interface StreamCounters extends RtspCounters, RtpCounters, CodecCounters {
  /** Connections opened. */
  connects: number;
}

/** A set of counters at zero. */
export function newStreamCounters(): StreamCounters {
  return {
    connects: 0,
    resyncs: 0,
    skippedBytes: 0,
    receivedPackets: 0,
    receivedBytes: 0,
    lostPackets: 0,
    duplicatePackets: 0,
    malformedPackets: 0,
    foreignPackets: 0,
    roguePackets: 0,
    timelineSteps: 0,
    accessUnits: 0,
    keyFrames: 0,
    droppedAccessUnits: 0,
    malformedPayloads: 0,
    reorderedPictures: 0,
    formatChanges: 0,
  };
}
