export type { ByteStream, ByteStreamListener, Connect, Endpoint, StreamLoss } from './byte-stream.ts';
export type { RtspCounters } from './rtsp-counters.ts';
export { tcpConnect } from './tcp-connect.ts';
