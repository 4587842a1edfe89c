/** What the RTSP layer counts; only ever rises. */
export interface RtspCounters {
  /** Times the byte stream had to be searched for the next message or frame (garbage, lost framing). */
  resyncs: number;
  /** Bytes passed over in those searches. */
  skippedBytes: number;
}
