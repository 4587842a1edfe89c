/** What the RTSP layer counts; only ever rises. */
export interface RtspCounters {
  /** Times the byte stream had to be searched for the next message or frame (garbage, lost framing). */
  resyncs: number;
  /** Bytes passed over in those searches. */
  skippedBytes: number;
}

export function newRtspCounters(): RtspCounters {
  return {
    resyncs: 0,
    skippedBytes: 0,
  };
}
