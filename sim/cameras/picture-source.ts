import { assertNever } from '#core/kit';
import type { Fault } from '#sim/faults';
import { type BlackPictures, blackPictures, type Picture } from '#sim/h264';
import type { ClipStream } from './clip.ts';

/** Seconds from one key frame to the next. */
const GOP_S = 2;

type Mode =
  | { readonly show: 'clip' }
  | { readonly show: 'frozen'; readonly picture: Picture }
  | { readonly show: 'black'; readonly pictures: BlackPictures; shown: number };

/**
 * What the camera's encoder puts out, frame by frame: the clip, or what a fault makes of it. A fault shows at once;
 * the clip comes back at its next key frame, because nothing before that could be decoded.
 */
export class PictureSource {
  readonly #clip: ClipStream;
  #mode: Mode = { show: 'clip' };

  constructor(clip: ClipStream) {
    this.#clip = clip;
  }

  /** The parameter sets of what is shown now. */
  get parameterSets(): { readonly sps: Uint8Array; readonly pps: Uint8Array } {
    return this.#mode.show === 'black' ? this.#mode.pictures : this.#clip;
  }

  /** The picture of a frame; frames are asked for in rising order. */
  picture(frame: number, fault: Fault | null): Picture {
    const recorded = this.#recorded(frame);
    this.#mode = this.#nextMode(frame, fault, recorded.keyFrame);
    switch (this.#mode.show) {
      case 'clip':
        return recorded;
      case 'frozen':
        return this.#mode.picture;
      case 'black':
        return this.#black(this.#mode);
      default:
        return assertNever(this.#mode);
    }
  }

  #nextMode(frame: number, fault: Fault | null, clipHasKeyFrame: boolean): Mode {
    if (fault?.fault === 'black') {
      return this.#mode.show === 'black'
        ? this.#mode
        : { show: 'black', pictures: blackPictures(this.#clip), shown: 0 };
    }
    if (fault?.fault === 'freeze') {
      return this.#mode.show === 'frozen'
        ? this.#mode
        : { show: 'frozen', picture: this.#lastKeyFrame(frame) };
    }
    return clipHasKeyFrame ? { show: 'clip' } : this.#mode;
  }

  #recorded(frame: number): Picture {
    const { accessUnits, sps, pps } = this.#clip;
    const accessUnit = accessUnits[frame % accessUnits.length];
    if (accessUnit === undefined) throw new Error('a clip without pictures');
    return { ...accessUnit, sps, pps };
  }

  #lastKeyFrame(frame: number): Picture {
    for (let back = 0; back < this.#clip.accessUnits.length; back++) {
      const picture = this.#recorded(frame - back);
      if (picture.keyFrame) return picture;
    }
    throw new Error('a clip without key frames');
  }

  #black(mode: Mode & { show: 'black' }): Picture {
    const { sps, pps, idr, repeat } = mode.pictures;
    const sinceKeyFrame = mode.shown % (this.#clip.frameRate * GOP_S);
    mode.shown++;
    return sinceKeyFrame === 0
      ? { nalUnits: [idr], keyFrame: true, sps, pps }
      : { nalUnits: [repeat(sinceKeyFrame)], keyFrame: false, sps, pps };
  }
}
