import type { Picture } from '#sim/h264';

/** One stream of recorded pictures, played in a loop. */
export interface ClipStream {
  readonly width: number;
  readonly height: number;
  /** Pictures per second. */
  readonly frameRate: number;
  /** Without start codes. */
  readonly sps: Uint8Array;
  readonly pps: Uint8Array;
  /** In presentation order; the first is a key frame. */
  readonly accessUnits: readonly Pick<Picture, 'nalUnits' | 'keyFrame'>[];
}

/** What a camera sees. */
export interface Clip {
  readonly name: string;
  readonly tags: readonly string[];
  readonly profiles: { readonly main: ClipStream; readonly sub: ClipStream };
}
