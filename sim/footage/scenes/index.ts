import type { Scene } from '../scene.ts';
import { junctionDay } from './junction-day.ts';
import { junctionNight } from './junction-night.ts';

/** Every scene, in the order in which they are drawn. */
export const scenes: readonly Scene[] = [junctionDay, junctionNight];
