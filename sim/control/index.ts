export type { ControlledEvening } from './evening-routes.ts';
export { ControlServer } from './server.ts';
