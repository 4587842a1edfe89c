export type { ByteStream, ByteStreamListener, Connect, Endpoint, StreamLoss } from './byte-stream.ts';
export type { Credentials } from './digest.ts';
export { RtspClient, type RtspClientOptions } from './rtsp-client.ts';
export type { RtspConnectionListener } from './rtsp-connection.ts';
export { newRtspCounters, type RtspCounters } from './rtsp-counters.ts';
export type { RtspError, RtspErrorKind } from './rtsp-error.ts';
export type { MediaDescription, RtpMap, SessionDescription } from './sdp.ts';
export type { InterleavedChannels } from './session-fields.ts';
export { tcpConnect } from './tcp-connect.ts';
