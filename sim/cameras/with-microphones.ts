import type { SimulatedCamera } from './choose-clip.ts';

/** Of so many cameras one has a microphone that sends AAC, and one that sends G.711. */
const ONE_OF = 8;

/** Gives a share of the cameras a microphone: always the same ones, by the last digits of their codes. */
export function withMicrophones(cameras: readonly SimulatedCamera[]): SimulatedCamera[] {
  return cameras.map((camera): SimulatedCamera => {
    const place = Number(camera.code.slice(-4)) % ONE_OF;
    if (place === 1) return { ...camera, sound: 'aac' };
    return place === 5 ? { ...camera, sound: 'g711' } : camera;
  });
}
