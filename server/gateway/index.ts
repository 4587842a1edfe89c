export { type Gateway, type GatewayLimits, type GatewayOptions, startGateway } from './http/index.ts';
export type { CameraDirectory, StreamStatus, StreamStatusSink } from './session/index.ts';
