export { type GatewayPlace, gatewayTiming } from './gateway-place.ts';
export { GatewayWatch, type GatewayWatchOptions } from './gateway-watch.ts';
export { rendezvous } from './rendezvous.ts';
