import type { EpochMs } from '#core/kit';
import type { Picture } from '#sim/h264';
import type { ClipStream } from './clip.ts';

/** What one stream's lens sees, as coded pictures. */
export interface Footage {
  readonly width: number;
  readonly height: number;
  /** Pictures per second. */
  readonly frameRate: number;
  /** Without start codes. */
  readonly sps: Uint8Array;
  readonly pps: Uint8Array;
  /** The picture of a frame; frames are asked for in rising order. */
  picture(frame: number, capturedAtMs: EpochMs): Picture;
  /** The last key frame at or before a frame. */
  lastKeyFrame(frame: number, capturedAtMs: EpochMs): Picture;
}

/** A recorded clip, played in a loop. */
export class ClipFootage implements Footage {
  readonly width: number;
  readonly height: number;
  readonly frameRate: number;
  readonly sps: Uint8Array;
  readonly pps: Uint8Array;
  readonly #accessUnits: ClipStream['accessUnits'];

  constructor(clip: ClipStream) {
    this.width = clip.width;
    this.height = clip.height;
    this.frameRate = clip.frameRate;
    this.sps = clip.sps;
    this.pps = clip.pps;
    this.#accessUnits = clip.accessUnits;
  }

  picture(frame: number): Picture {
    const accessUnit = this.#accessUnits[frame % this.#accessUnits.length];
    if (accessUnit === undefined) throw new Error('a clip without pictures');
    return { ...accessUnit, sps: this.sps, pps: this.pps };
  }

  lastKeyFrame(frame: number): Picture {
    for (let back = 0; back < this.#accessUnits.length; back++) {
      const picture = this.picture(frame - back);
      if (picture.keyFrame) return picture;
    }
    throw new Error('a clip without key frames');
  }
}
