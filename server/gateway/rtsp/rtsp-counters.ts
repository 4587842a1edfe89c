/** What the RTSP layer counts; only ever rises. */
export interface RtspCounters {
  /** Times the byte stream had to be searched for the next message or frame (garbage, lost framing). */
  resyncs: number;
  /** Bytes passed over in those searches. */
  skippedBytes: number;
  /** Frames on channels of no track (Q3). */
  foreignFrames: number;
  /** Times a camera would not send over the transport we asked for (Q14). */
  refusedTransports: number;
}

export function newRtspCounters(): RtspCounters {
  return {
    resyncs: 0,
    skippedBytes: 0,
    foreignFrames: 0,
    refusedTransports: 0,
  };
}
