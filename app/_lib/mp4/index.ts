export { type InitSegment, readInitSegment } from './init-segment.ts';
export { partStartS } from './part-start.ts';
