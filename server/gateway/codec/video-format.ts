/** The parameter sets of an H.264 stream and what they say (ITU-T H.264, 7.3.2.1). */
export interface VideoFormat {
  readonly codec: 'h264';
  /** Sequence parameter set, NAL unit without start code. */
  readonly sps: Uint8Array;
  /** Picture parameter set, NAL unit without start code. */
  readonly pps: Uint8Array;
  /** Displayed size in pixels, after cropping. */
  readonly width: number;
  readonly height: number;
  /** From the VUI timing, frames per second; null where the stream does not say. */
  readonly frameRate: number | null;
  /** RFC 6381, such as `avc1.64001F`. */
  readonly codecString: string;
}
