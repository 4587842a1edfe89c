export { gatewayProbe, type Probe } from './probe.ts';
export { type SweepParts, sweepCameras } from './sweep.ts';
export { type SweepScheduleOptions, scheduleSweeps } from './sweep-schedule.ts';
