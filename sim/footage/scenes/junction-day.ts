import type { Scene } from '../scene.ts';
import { openRoadSketch } from './sketch.ts';

export const junctionDay: Scene = {
  name: 'junction-day',
  tags: ['road', 'junction', 'day'],
  title: { zh: '县城路口', en: 'Town junction' },
  crf: { main: 27, sub: 28 },
  open: () => openRoadSketch(false),
};
