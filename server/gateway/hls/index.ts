export { type DeliveryDirectives, parseDirectives } from './delivery-directives.ts';
export { type HlsAnswer, type HlsFailure, HlsStream, type HlsStreamOptions } from './hls-stream.ts';
export { type HlsResource, parseResourceName } from './resource-name.ts';
