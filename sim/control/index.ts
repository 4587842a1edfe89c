export { ControlServer } from './server.ts';
