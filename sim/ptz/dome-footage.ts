import type { EpochMs } from '#core/kit';
import type { Picture } from '#sim/h264';
import type { Frame } from './frame.ts';
import type { PtzHead } from './head.ts';
import type { PanoramaSlices } from './panorama-slices.ts';
import { sequenceParameterSet } from './parameter-set.ts';
import { keyPicture, movedPicture } from './pictures.ts';
import type { Place } from './place.ts';

/** Seconds from one key frame to the next while the head rests. */
const GOP_S = 2;

interface Shown {
  readonly frame: number;
  readonly keyFrame: number;
  readonly passages: number;
  /** Corner of the coded picture in the panorama, in pixels. */
  readonly x: number;
  readonly y: number;
}

/**
 * The picture of a dome camera that really turns, without an encoder: key frames are put together of the panorama's slices
 * where the head passes a place of the grid, and between them the whole picture is moved by one motion vector, into
 * margins that are coded but not shown. Every decoded pixel is one of the panorama's.
 */
export class DomeFootage {
  readonly width: number;
  readonly height: number;
  readonly frameRate: number;
  readonly sps: Uint8Array;
  readonly pps: Uint8Array;
  readonly #frame: Frame;
  readonly #head: PtzHead;
  /** By step of the lens. */
  readonly #panorama: readonly PanoramaSlices[];
  #shown: Shown | null = null;
  #idrPicId = 0;

  /** @param panorama all levels, in the order of `loadPanorama` */
  constructor(frame: Frame, head: PtzHead, panorama: readonly PanoramaSlices[]) {
    this.#frame = frame;
    this.#head = head;
    this.#panorama = frame.panoramaLevels.flatMap((level) => panorama[level] ?? []);
    const [first] = this.#panorama;
    if (first === undefined) throw new Error('a dome without a panorama');
    this.width = frame.width;
    this.height = frame.height;
    this.frameRate = frame.frameRate;
    this.sps = sequenceParameterSet(frame);
    this.pps = first.pps;
  }

  /** The picture of a frame; frames are asked for in rising order. */
  picture(frame: number, capturedAtMs: EpochMs): Picture {
    const { place, last, passages } = this.#head.poseAt(capturedAtMs);
    const before = this.#shown;
    const isDue =
      before === null ||
      before.frame !== frame - 1 ||
      before.passages !== passages ||
      frame - before.keyFrame >= GOP_S * this.frameRate;
    if (isDue) {
      this.#shown = { frame, keyFrame: frame, passages, ...this.#corner(last) };
      return this.#keyPicture(last);
    }
    const corner = this.#corner(place);
    this.#shown = { ...before, frame, ...corner };
    const nalUnit = movedPicture(
      this.#frame,
      frame - before.keyFrame,
      corner.x - before.x,
      corner.y - before.y,
    );
    return { nalUnits: [nalUnit], keyFrame: false, sps: this.sps, pps: this.pps };
  }

  /** The last key frame again. */
  lastKeyFrame(_frame: number, capturedAtMs: EpochMs): Picture {
    return this.#keyPicture(this.#head.poseAt(capturedAtMs).last);
  }

  #keyPicture(place: Place): Picture {
    const slices = this.#panorama[place.zoom];
    if (slices === undefined) throw new RangeError(`no panorama for step ${place.zoom} of the lens`);
    this.#idrPicId = 1 - this.#idrPicId;
    const nalUnits = keyPicture(slices, this.#frame, this.#corner(place), this.#idrPicId);
    return { nalUnits, keyFrame: true, sps: this.sps, pps: this.pps };
  }

  /** In whole pixels, even ones: half a pixel of chroma would blur (see `movedPicture`). */
  #corner({ x, y }: Place): { readonly x: number; readonly y: number } {
    const even = (value: number) => 2 * Math.round(value / 2);
    return { x: even(x * this.#frame.cellWidth), y: even(y * this.#frame.cellHeight) };
  }
}
