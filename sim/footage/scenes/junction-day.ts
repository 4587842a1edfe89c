import type { Scene } from '../scene.ts';
import { crossroadsFloor, crossroadsProps } from './crossroads.ts';
import { crossroadsTraffic } from './crossroads-traffic.ts';
import { dayLook, sunny } from './daylight.ts';
import { film } from './film.ts';

export const junctionDay: Scene = {
  name: 'junction-day',
  tags: ['road', 'junction', 'day'],
  title: { zh: '县城路口', en: 'Town junction' },
  open: film(() => ({
    camera: { position: [5, -10, 8.4], yawDeg: -7, pitchDeg: 16, fieldOfViewDeg: 64 },
    light: sunny(-128, 40),
    floor: crossroadsFloor(),
    props: crossroadsProps(false).mesh,
    mirrorLevelM: 0,
    sunlit: { x: 0, y: 50, acrossM: 190 },
    actors: crossroadsTraffic(12, false),
    look: dayLook,
    drift: { leaves: 1.6, water: 0 },
  })),
};
