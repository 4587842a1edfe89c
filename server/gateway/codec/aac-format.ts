/** What an AudioSpecificConfig (ISO/IEC 14496-3, 1.6.2.1) says of AAC that browsers play. */
export interface AacFormat {
  /** Of the core: 2 is AAC LC. 5 and 29 add what a decoder may leave out (table 1.17). */
  readonly objectType: 2 | 5 | 29;
  /** Samples a second that the core codes; half of what is heard where `objectType` is not 2. */
  readonly sampleRateHz: number;
  readonly channels: 1 | 2;
  /** The configuration itself, as decoders want it. */
  readonly config: Uint8Array;
  /** RFC 6381, such as `mp4a.40.2`. */
  readonly codecString: string;
}

/** Samples of the core in a frame (ISO/IEC 14496-3, 4.5.2.1.1); the variant of 960 is not relayed. */
export const AAC_FRAME_SAMPLES = 1_024;

/** Whether two formats are the same to a decoder. */
export function sameAacFormat(a: AacFormat | null, b: AacFormat | null): boolean {
  if (a === null || b === null) return a === b;
  return Buffer.compare(a.config, b.config) === 0;
}
