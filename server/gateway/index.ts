export { type Gateway, type GatewayLimits, startGateway } from './http/index.ts';
export { weighMediaInCollections } from './memory/index.ts';
export type { StreamStatus, StreamStatusSink } from './session/index.ts';
