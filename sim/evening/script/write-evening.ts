import type { County } from '#sim/county';
import { Cast } from '../cast.ts';
import type { Step } from '../step.ts';
import { cameraSteps } from './camera-steps.ts';
import { checkpointSteps } from './checkpoint-steps.ts';
import { gridSteps } from './grid-steps.ts';
import { patrolSteps } from './patrol-steps.ts';

/** How long the evening lasts before it begins again. */
export const EVENING_MS = 600_000;

/**
 * Ten minutes in the life of a county, in order of time. One signal in twenty is of the highest priority, three of the
 * second. Played again, the same steps carry the same keys: what is still open is repeated, not raised anew, so that an
 * evening left alone for days does not fill the queue.
 * @param random 0 ≤ value < 1; the same stream gives the same evening
 */
export function writeEvening(county: County, random: () => number): readonly Step[] {
  const cast = new Cast(county);
  const steps = [
    ...checkpointSteps(cast, random),
    ...gridSteps(cast),
    ...patrolSteps(cast),
    ...cameraSteps(cast),
  ];
  return steps.sort((a, b) => a.atMs - b.atMs);
}
