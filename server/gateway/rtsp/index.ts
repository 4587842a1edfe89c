export type { ByteStream, ByteStreamListener, Connect, Endpoint, StreamLoss } from './byte-stream.ts';
export { RtspClient } from './rtsp-client.ts';
export { newRtspCounters, type RtspCounters } from './rtsp-counters.ts';
export type { RtspError, RtspErrorKind } from './rtsp-error.ts';
export { parseRtspUrl } from './rtsp-url.ts';
export type { MediaDescription, SessionDescription } from './sdp.ts';
export type { InterleavedChannels } from './session-fields.ts';
export { tcpConnect } from './tcp-connect.ts';
