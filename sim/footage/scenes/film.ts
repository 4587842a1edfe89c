import { FRAME } from '../encode.ts';
import { Film, type Stage } from '../render/film.ts';
import type { Scene } from '../scene.ts';

/** Opens a stage for painting; it is built only then, since scenes are many and large. */
export function film(stage: () => Stage): Scene['open'] {
  return (samples) => {
    const shot = new Film(stage(), FRAME.width, FRAME.height, samples);
    return (seconds) => shot.paint(seconds);
  };
}
