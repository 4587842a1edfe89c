export { parseDirectives } from './delivery-directives.ts';
export { type HlsFailure, HlsStream, type HlsStreamOptions } from './hls-stream.ts';
export { type HlsResource, parseResourceName } from './resource-name.ts';
