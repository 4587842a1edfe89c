import type { Scene } from '../scene.ts';
import { crossroadsFloor, crossroadsProps } from './crossroads.ts';
import { crossroadsTraffic } from './crossroads-traffic.ts';
import { night, nightLook } from './daylight.ts';
import { film } from './film.ts';

export const junctionNight: Scene = {
  name: 'junction-night',
  tags: ['road', 'junction', 'night'],
  title: { zh: '县城路口(夜间)', en: 'Town junction at night' },
  open: film(() => {
    const { mesh, lamps } = crossroadsProps(true);
    return {
      camera: { position: [-7, -5, 8.2], yawDeg: 11, pitchDeg: 15, fieldOfViewDeg: 68 },
      light: { ...night, lamps },
      floor: crossroadsFloor(),
      props: mesh,
      mirrorLevelM: 0,
      sunlit: { x: 0, y: 50, acrossM: 190 },
      actors: crossroadsTraffic(31, true),
      look: nightLook,
      drift: { leaves: 1.2, water: 0 },
    };
  }),
};
