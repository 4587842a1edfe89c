export { Packager, TARGET_DURATION_S } from './packager.ts';
export type { InitSegment, PackagerSink, Part } from './part.ts';
export { buildStill } from './still.ts';
export { TICKS_PER_SECOND, ticksToUs } from './timescale.ts';
