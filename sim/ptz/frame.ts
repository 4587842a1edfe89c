import type { StreamProfile } from '#core/camera';

/** How the lens's steps magnify; the first is its widest. */
export const ZOOM_STEPS = [1, 1.5, 2] as const;

/**
 * The head comes to rest only where the picture's corner lies on the grid of the panorama's slices. Cells of that grid are
 * the unit of all positions: in the sub stream 64 × 16 pixels, in the main stream, which has twice the panorama to look
 * at, 128 × 32, so that both streams of a camera rest in the same places.
 */
export interface Frame {
  /** What is shown, in pixels. */
  readonly width: number;
  readonly height: number;
  readonly frameRate: number;
  /** What is coded: all around more than is shown, for the picture to be moved into until the next key frame. */
  readonly codedWidth: number;
  readonly codedHeight: number;
  /** Left and above. */
  readonly marginX: number;
  readonly marginY: number;
  readonly cellWidth: number;
  readonly cellHeight: number;
  /** level_idc, H.264 table A-1. */
  readonly level: number;
  /** By step of the lens: which picture of the panorama, as sim/footage lists them. */
  readonly panoramaLevels: readonly number[];
}

/**
 * The head is at places only at multiples of this, where both streams have a picture: 5 of the main stream, 3 of the sub
 * stream. So no picture ever shows it a little before or behind where it is.
 */
export const TICK_MS = 200;

/** How far the head may go between two key frames, in cells; the margins hold as much. */
export const LEG_CELLS = { x: 1, y: 2 } as const;

const sub: Frame = {
  ...{ width: 640, height: 360, frameRate: 15, codedWidth: 768, codedHeight: 432 },
  ...{ marginX: 64, marginY: 32, cellWidth: 64, cellHeight: 16 },
  level: 30,
  panoramaLevels: [0, 1, 2],
};

const main: Frame = {
  ...{ width: 1280, height: 720, frameRate: 25, codedWidth: 1536, codedHeight: 864 },
  ...{ marginX: 128, marginY: 64, cellWidth: 128, cellHeight: 32 },
  level: 40,
  panoramaLevels: [3, 4, 5],
};

export const frames: Readonly<Record<StreamProfile, Frame>> = { main, sub };
