export type {
  ByteStream,
  ByteStreamListener,
  Connect,
  Endpoint,
  StreamEndpoint,
  StreamLoss,
} from './byte-stream.ts';
export type { DatagramListener, DatagramPorts, OpenDatagramPorts } from './datagrams.ts';
export { RtspClient } from './rtsp-client.ts';
export { newRtspCounters, type RtspCounters } from './rtsp-counters.ts';
export type { RtspError, RtspErrorKind } from './rtsp-error.ts';
export { parseRtspUrl } from './rtsp-url.ts';
export type { MediaDescription, SessionDescription } from './sdp.ts';
export type { MediaTransport, Track } from './set-up-track.ts';
export { tcpConnect } from './tcp-connect.ts';
export { openUdpPorts } from './udp-ports.ts';
