import type { LocalizedText } from '#core/kit';

/** Draws the picture of the moment `seconds` into a buffer it owns: RGBA, rows from the top, `FRAME` in size. */
export type Painter = (seconds: number) => Uint8Array;

/** A camera's view, to be drawn as a seamless loop. */
export interface Scene {
  readonly name: string;
  readonly tags: readonly string[];
  readonly title: LocalizedText;
  /**
   * Prepares all that does not move and returns the painter of one loop, `LOOP_SECONDS` long.
   * @param samples per pixel of what does not move: 16 for a finished picture, 2 for a quick look
   */
  readonly open: (samples: number) => Painter;
}

/** Every moving thing is back where it was after this time: ten groups of pictures. */
export const LOOP_SECONDS = 20;
