export type { CameraReport } from './camera-fleet.ts';
export type { SimulatedCamera } from './choose-clip.ts';
export type { Clip, ClipStream } from './clip.ts';
export { seededRandom } from './seeded-random.ts';
export { type CameraSimulator, type CameraSimulatorOptions, startCameraSimulator } from './simulator.ts';
