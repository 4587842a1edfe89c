export { startHealthServer } from './health-server.ts';
export { type RunningRole, runRole } from './role-process.ts';
export { explainStartError, START_ERROR_EXIT_CODE } from './start-error.ts';
export type { ProcessSpec, SupervisedProcess } from './supervised-process.ts';
export { Supervisor } from './supervisor.ts';
