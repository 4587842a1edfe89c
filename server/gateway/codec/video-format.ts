import type { H265ProfileTierLevel } from './h265-profile-tier-level.ts';

/** What the parameter sets of a video stream say, whatever its codec. */
interface PictureFormat {
  /** Displayed size in pixels, after cropping. */
  readonly width: number;
  readonly height: number;
  /** From the VUI timing, frames per second; null where the stream does not say. */
  readonly frameRate: number | null;
  /** How many pictures may come before one that is shown before them; null where the stream does not say. */
  readonly reorderDepth: number | null;
  /** RFC 6381, such as `avc1.64001F` or `hvc1.1.6.L93.90`. */
  readonly codecString: string;
}

/** ITU-T H.264, 7.3.2. Sets are NAL units without start codes. */
export interface H264Format extends PictureFormat {
  readonly codec: 'h264';
  readonly sps: Uint8Array;
  readonly pps: Uint8Array;
}

/** ITU-T H.265, 7.3.2. Sets are NAL units without start codes. */
export interface H265Format extends PictureFormat {
  readonly codec: 'h265';
  readonly vps: Uint8Array;
  readonly sps: Uint8Array;
  readonly pps: Uint8Array;
  readonly profileTierLevel: H265ProfileTierLevel;
  /** `chroma_format_idc` (table 6-1): 1 is 4:2:0. */
  readonly chromaFormat: number;
  readonly bitDepthLuma: number;
  readonly bitDepthChroma: number;
  readonly temporalLayers: number;
  readonly temporalIdNested: boolean;
}

/** The parameter sets of a stream and what they say. */
export type VideoFormat = H264Format | H265Format;
