/** All NAL units of one picture (ITU-T H.264, 7.4.1.2.3; H.265, 7.4.2.4.4), ready to be put into a sample. */
export interface AccessUnit {
  /**
   * NAL units without start codes. Access unit delimiters, parameter sets and filler are taken out; SEI stays (capture
   * time travels in one). They are good until whoever is given the access unit returns.
   */
  readonly nalUnits: readonly Uint8Array[];
  /** Whether it is an IDR picture, or any IRAP picture of H.265, from which decoding can start. */
  readonly keyFrame: boolean;
  /**
   * Decode and presentation time in ticks of 90 kHz on the stream's own unwrapped timeline. Decode times rise; they are
   * no later than presentation times, but for the moment in which a stream turns out to reorder its pictures.
   */
  readonly dts: number;
  readonly pts: number;
  /** Wall-clock time of capture, ms since 1970: from RTCP sender reports when sane, else arrival. */
  readonly capturedAtMs: number;
}
