import { fail, ok, type Result } from '#core/kit';
import type { OpenDatagramPorts } from './datagrams.ts';
import type { PacketSink, RtspConnection } from './rtsp-connection.ts';
import type { RtspError } from './rtsp-error.ts';
import type { RtspResponse } from './rtsp-message.ts';
import { type InterleavedChannels, readChannels, readServerControlPort } from './session-fields.ts';

/** How media come: inside the RTSP connection (RFC 2326, 10.12), or as datagrams beside it. */
export type MediaTransport = 'tcp' | 'udp';

/** Where the packets of a track go. Each is good until the call returns. */
export interface TrackSink {
  readonly rtp: PacketSink;
  rtcp(packet: Uint8Array): void;
}

/** One track that was set up. */
export interface Track {
  readonly transport: MediaTransport;
  /** Sends one RTCP packet to the sender, if it is known where it takes them. */
  sendControl(packet: Uint8Array): void;
}

export interface TrackRequest {
  readonly connection: RtspConnection;
  readonly url: string;
  /** `Session`, from the second track on. */
  readonly headers: Readonly<Record<string, string>>;
  readonly channels: InterleavedChannels;
  readonly openDatagrams: OpenDatagramPorts;
  readonly sink: TrackSink;
}

export interface TrackAnswer {
  readonly track: Track;
  readonly response: RtspResponse;
  /** Gives back what the track holds; the sink gets nothing more from outside the connection. */
  readonly release: () => void;
}

/** Sets a track up over one transport (RFC 2326, 10.4). A refusal of the transport has the status 461. */
export function setUpTrack(
  request: TrackRequest,
  transport: MediaTransport,
): Promise<Result<TrackAnswer, RtspError>> {
  return transport === 'tcp' ? setUpInterleaved(request) : setUpDatagrams(request);
}

async function setUpInterleaved(request: TrackRequest): Promise<Result<TrackAnswer, RtspError>> {
  const { connection, channels: asked, sink } = request;
  // Some servers send data before they answer (Q2): let the reader know these channels from now on.
  listen(connection, asked, sink);
  const answer = await demand(request, `RTP/AVP/TCP;unicast;interleaved=${asked.rtp}-${asked.rtcp}`);
  const channels = answer.ok ? readChannels(answer.value.headers, asked) : null;
  if (channels?.rtp !== asked.rtp) {
    connection.channels.delete(asked.rtp);
    connection.channels.delete(asked.rtcp);
  }
  if (!answer.ok) return answer;
  if (channels === null) return fail(connection.error('transport', 'SETUP', 'not interleaved'));
  listen(connection, channels, sink);
  const track: Track = {
    transport: 'tcp',
    sendControl: (packet) => connection.sendInterleaved(channels.rtcp, packet),
  };
  return ok({ track, response: answer.value, release: () => {} });
}

function listen(connection: RtspConnection, channels: InterleavedChannels, sink: TrackSink): void {
  connection.channels.set(channels.rtp, sink.rtp);
  connection.channels.set(channels.rtcp, (bytes, start, end) => sink.rtcp(bytes.subarray(start, end)));
}

/** Servers name their ports as 0, or not at all (Q14): then reports go where the sender's own come from. */
async function setUpDatagrams(request: TrackRequest): Promise<Result<TrackAnswer, RtspError>> {
  const { connection, openDatagrams, sink } = request;
  let controlPort: number | null = null;
  const ports = await openDatagrams(connection.address, {
    rtp: (packet) => sink.rtp(packet, 0, packet.length, connection.nowMs()),
    rtcp: (packet, sourcePort) => {
      controlPort ??= sourcePort;
      sink.rtcp(packet);
    },
  });
  if (ports === null) return fail(connection.error('transport', 'SETUP', 'no pair of UDP ports is free'));
  const answer = await demand(request, `RTP/AVP;unicast;client_port=${ports.rtpPort}-${ports.rtpPort + 1}`);
  if (!answer.ok) {
    ports.close();
    return answer;
  }
  controlPort = readServerControlPort(answer.value.headers) ?? controlPort;
  const track: Track = {
    transport: 'udp',
    sendControl: (packet) => {
      if (controlPort !== null) ports.sendControl(packet, controlPort);
    },
  };
  return ok({ track, response: answer.value, release: () => ports.close() });
}

function demand({ connection, url, headers }: TrackRequest, transport: string) {
  return connection.demand({ method: 'SETUP', url, headers: { Transport: transport, ...headers } });
}
