import { assertNever, type EpochMs } from '#core/kit';
import { type Fault, hasOtherParameters } from '#sim/faults';
import { type BlackPictures, blackPictures, type Picture } from '#sim/h264';
import type { Footage } from './footage.ts';

/** Seconds from one key frame to the next. */
const GOP_S = 2;

type Mode =
  | { readonly show: 'footage' }
  | { readonly show: 'frozen'; readonly picture: Picture }
  | { readonly show: 'black'; readonly pictures: BlackPictures; shown: number };

/**
 * What the camera's encoder puts out, frame by frame: its footage, or what a fault makes of it. A fault shows at
 * once; the footage comes back at its next key frame, because nothing before that could be decoded.
 */
export class PictureSource {
  readonly #footage: Footage;
  readonly #stillGopS: number | null;
  #mode: Mode = { show: 'footage' };

  /** @param stillGopS in place of the footage a scene in which nothing moves, with a key frame so many seconds apart */
  constructor(footage: Footage, stillGopS: number | null) {
    this.#footage = footage;
    this.#stillGopS = stillGopS;
    if (stillGopS !== null) this.#mode = { show: 'black', pictures: blackPictures(footage), shown: 0 };
  }

  /** A key frame is wanted. Recorded footage has one every two seconds, and no other. */
  synchronise(): void {
    if (this.#mode.show === 'black') this.#mode.shown = 0;
  }

  /** The parameter sets of what is shown now. */
  get parameterSets(): { readonly sps: Uint8Array; readonly pps: Uint8Array } {
    return this.#mode.show === 'black' ? this.#mode.pictures : this.#footage;
  }

  /** The picture of a frame; frames are asked for in rising order. */
  picture(frame: number, capturedAtMs: EpochMs, fault: Fault | null): Picture {
    const recorded = this.#footage.picture(frame, capturedAtMs);
    const lastKeyFrame = () => this.#footage.lastKeyFrame(frame, capturedAtMs);
    this.#mode = this.#nextMode(fault, recorded.keyFrame, lastKeyFrame);
    switch (this.#mode.show) {
      case 'footage':
        return hasOtherParameters(fault, capturedAtMs)
          ? { ...recorded, sps: ofHigherLevel(recorded.sps) }
          : recorded;
      case 'frozen':
        return this.#mode.picture;
      case 'black':
        return this.#black(this.#mode);
      default:
        return assertNever(this.#mode);
    }
  }

  #nextMode(fault: Fault | null, hasKeyFrame: boolean, lastKeyFrame: () => Picture): Mode {
    if (fault?.fault === 'black' || this.#stillGopS !== null) {
      return this.#mode.show === 'black'
        ? this.#mode
        : { show: 'black', pictures: blackPictures(sizeBy(fault) ?? this.#footage), shown: 0 };
    }
    if (fault?.fault === 'freeze') {
      return this.#mode.show === 'frozen' ? this.#mode : { show: 'frozen', picture: lastKeyFrame() };
    }
    return hasKeyFrame ? { show: 'footage' } : this.#mode;
  }

  #black(mode: Mode & { show: 'black' }): Picture {
    const { sps, pps, idr, repeat } = mode.pictures;
    const sinceKeyFrame = mode.shown % (this.#footage.frameRate * (this.#stillGopS ?? GOP_S));
    mode.shown++;
    return sinceKeyFrame === 0
      ? { nalUnits: [idr], keyFrame: true, sps, pps }
      : { nalUnits: [repeat(sinceKeyFrame)], keyFrame: false, sps, pps };
  }
}

/** The size that a fault sets the encoder to; null: as it is. */
function sizeBy(fault: Fault | null): { readonly width: number; readonly height: number } | null {
  return fault?.fault === 'black' ? (fault.size ?? null) : null;
}

/** level_idc 51 behind profile and constraints, ITU-T H.264 7.3.2.1.1: other parameter sets that decode the same. */
function ofHigherLevel(sps: Uint8Array): Uint8Array {
  const other = Uint8Array.from(sps);
  other[3] = 51;
  return other;
}
