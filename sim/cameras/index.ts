export type { ClipStream } from './clip.ts';
export { seededRandom } from './seeded-random.ts';
export { startCameraSimulator } from './simulator.ts';
export { withMicrophones } from './with-microphones.ts';
