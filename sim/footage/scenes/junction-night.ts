import type { Scene } from '../scene.ts';
import { openRoadSketch } from './sketch.ts';

export const junctionNight: Scene = {
  name: 'junction-night',
  tags: ['road', 'junction', 'night'],
  title: { zh: '县城路口', en: 'Town junction' },
  crf: { main: 27, sub: 28 },
  open: () => openRoadSketch(true),
};
