import { readFileSync } from 'node:fs';
import { splitNalUnits } from './annex-b.ts';
import { clipFolder } from './clip.ts';

/**
 * One picture of a panorama: a cylinder with a vertical axis around the camera, unrolled. It is one IDR picture whose
 * slices are independent of each other, `sliceMacroblocks` of one row each, without deblocking, so that any of them may be
 * shown in another place of another picture (see sim/ptz).
 */
interface LevelFacts {
  readonly file: string;
  /** In pixels, of the whole panorama. */
  readonly width: number;
  readonly height: number;
  readonly sliceMacroblocks: number;
  /** x264's constant rate factor. */
  readonly crf: number;
}

const level = (number: number, width: number, height: number, sliceMacroblocks: number, crf: number) => ({
  ...{ file: `crossroads-panorama.${number}.h264`, width, height, sliceMacroblocks, crf },
});

/** Of the largest level. */
export const PIXELS_PER_DEG = 40;

/**
 * The same view all around at 10, 15 and 20 pixels a degree for the sub streams of three steps of a lens, and at 20, 30
 * and 40 for the main streams. Slices of four macroblocks let the sub streams rest at the same places as the main
 * streams with slices of eight; with slices of four a picture of a main stream would have more than decoders take.
 */
export const panoramaLevels: readonly LevelFacts[] = [
  level(1, 1408, 544, 4, 30),
  level(2, 2112, 816, 4, 32),
  level(3, 2816, 1088, 4, 34),
  level(4, 2816, 1088, 8, 31),
  level(5, 4224, 1632, 8, 34),
  level(6, 5632, 2176, 8, 35),
];

export interface PanoramaLevel {
  /** In pixels; slices lie in a grid of `sliceMacroblocks` × 1 macroblocks. */
  readonly width: number;
  readonly height: number;
  readonly sliceMacroblocks: number;
  /** Parameter sets and slices, in stream order and without start codes. */
  readonly nalUnits: readonly Uint8Array[];
}

/** Reads the committed panorama, in the order of `panoramaLevels`: about 1 MB. @throws if a file is missing */
export function loadPanorama(): readonly PanoramaLevel[] {
  return panoramaLevels.map(({ file, width, height, sliceMacroblocks }) => ({
    ...{ width, height, sliceMacroblocks },
    nalUnits: splitNalUnits(readFileSync(new URL(file, clipFolder))),
  }));
}
