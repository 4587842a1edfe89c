export { type Gateway, type GatewayLimits, startGateway } from './gateway.ts';
