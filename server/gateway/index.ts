export { type Gateway, type GatewayLimits, startGateway } from './http/index.ts';
export { gatewayNodeArguments } from './memory/index.ts';
export { RevocationList } from './revocation/index.ts';
export type { StreamStatus, StreamStatusSink } from './session/index.ts';
export type { Viewing, ViewingSink } from './viewing/index.ts';
