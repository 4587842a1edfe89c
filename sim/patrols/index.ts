export type { PatrolBase } from './patrol.ts';
export { PatrolFleet, type Vehicle } from './patrol-fleet.ts';
export { reportPositions } from './report-positions.ts';
export { squadIdOf } from './squad-id.ts';
