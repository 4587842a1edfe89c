import type { Socket } from 'node:net';
import { assertNever, type Clock, type Log } from '#core/kit';
import { readReceptionReports } from '#sim/rtp';
import type { DigestGuard } from './digest.ts';
import { InterleavedViewer } from './interleaved-viewer.ts';
import type { StreamCatalogue } from './ports.ts';
import type { RtspRequest } from './request.ts';
import { answerRequest, type Exchange, type NamedTrack, type NewSession } from './request-handler.ts';
import { type ClientInput, RequestReader } from './request-reader.ts';
import { encodeResponse } from './response.ts';
import { Session } from './session.ts';
import { parseStreamUrl, type StreamUrl } from './stream-url.ts';
import type { TransportChoice } from './transport.ts';
import type { UdpPorts } from './udp-ports.ts';

export interface ConnectionServices {
  readonly catalogue: StreamCatalogue;
  readonly guard: DigestGuard;
  readonly udp: UdpPorts;
  readonly clock: Clock;
  /** 0 ≤ value < 1; session ids are made of it. */
  readonly random: () => number;
  readonly log: Log;
}

/** One client. Ends its session when it ends. */
export class RtspConnection {
  readonly #socket: Socket;
  readonly #services: ConnectionServices;
  readonly #reader = new RequestReader();
  readonly #exchange: Exchange;
  #session: Session | null = null;
  /** Who takes the RTCP packets of each channel. */
  readonly #onInterleaved = new Map<number, (packet: Buffer) => void>();
  #code: string | null = null;
  #heardAtMs: number;

  constructor(socket: Socket, services: ConnectionServices) {
    this.#socket = socket;
    this.#services = services;
    this.#heardAtMs = services.clock.monotonicMs();
    this.#exchange = {
      catalogue: services.catalogue,
      guard: services.guard,
      host: socket.localAddress ?? '0.0.0.0',
      session: () => this.#session,
      setUp: (url, track, transport) => this.#setUp(url, track, transport),
      tearDown: () => this.#endSession(),
    };
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.#receive(chunk));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#endSession());
  }

  /** The camera its client asked for last. */
  get code(): string | null {
    return this.#code;
  }

  /** Monotonic time of the last sign of life: a request or an RTCP packet. */
  get heardAtMs(): number {
    return this.#heardAtMs;
  }

  /** Ends at once, unsent bytes are lost: how a device looks that loses its power. */
  cut(): void {
    this.#socket.resetAndDestroy();
  }

  #receive(chunk: Buffer): void {
    this.#heardAtMs = this.#services.clock.monotonicMs();
    for (const input of this.#reader.push(chunk)) this.#take(input);
  }

  #take(input: ClientInput): void {
    switch (input.kind) {
      case 'request':
        this.#answer(input.request);
        return;
      case 'interleaved':
        this.#onInterleaved.get(input.channel)?.(input.packet);
        return;
      case 'invalid':
        this.#socket.end(encodeResponse({ status: input.error === 'bad_version' ? 505 : 400 }, null));
        return;
      default:
        assertNever(input);
    }
  }

  #answer(request: RtspRequest): void {
    this.#code = parseStreamUrl(request.uri)?.code ?? this.#code;
    const answer = answerRequest(request, this.#exchange);
    switch (answer.kind) {
      case 'hang_up':
        this.cut();
        return;
      case 'ignore':
        return;
      case 'respond':
        this.#send(encodeResponse(answer.response, request.cseq), answer.afterwards);
        return;
      default:
        assertNever(answer);
    }
  }

  #send(response: Buffer, afterwards: () => void = () => {}): void {
    const manner = this.#code === null ? null : this.#services.catalogue.manner(this.#code);
    if (manner?.kind === 'trickles') {
      this.#trickle(response, manner.byteMs, afterwards);
      return;
    }
    this.#socket.write(response);
    afterwards();
  }

  #trickle(rest: Buffer, byteMs: number, afterwards: () => void): void {
    if (this.#socket.destroyed) return;
    if (rest.length === 0) {
      afterwards();
      return;
    }
    this.#socket.write(rest.subarray(0, 1));
    this.#services.clock.after(byteMs, () => this.#trickle(rest.subarray(1), byteMs, afterwards));
  }

  #setUp(url: StreamUrl, named: NamedTrack, transport: TransportChoice): NewSession {
    const session = this.#session?.takes(url) === true ? this.#session : this.#newSession(url);
    const { viewer, release, serverParameters } =
      transport.kind === 'interleaved' ? this.#openInterleaved(transport) : this.#openUdp(transport);
    session.add({ ...named, viewer, release });
    return { session, serverParameters };
  }

  #newSession(url: StreamUrl): Session {
    const id = Math.floor(this.#services.random() * 2 ** 48)
      .toString(16)
      .padStart(12, '0');
    this.#endSession();
    this.#session = new Session({ id, url });
    return this.#session;
  }

  #openInterleaved({ rtpChannel, rtcpChannel }: TransportChoice & { kind: 'interleaved' }) {
    const viewer = new InterleavedViewer({
      socket: this.#socket,
      rtpChannel,
      rtcpChannel,
      onTooSlow: () => {
        this.#services.log.warn({ code: this.#code }, 'client too slow, cut off');
        this.cut();
      },
    });
    this.#onInterleaved.set(rtcpChannel, (packet) => {
      viewer.reports = readReceptionReports(packet) ?? viewer.reports;
    });
    return {
      viewer,
      release: () => {
        this.#onInterleaved.delete(rtcpChannel);
      },
      serverParameters: `RTP/AVP/TCP;unicast;interleaved=${rtpChannel}-${rtcpChannel}`,
    };
  }

  #openUdp({ rtpPort, rtcpPort }: TransportChoice & { kind: 'udp' }) {
    const { udp, clock } = this.#services;
    const host = this.#socket.remoteAddress ?? '127.0.0.1';
    const { viewer, forget } = udp.viewer({ host, rtpPort, rtcpPort }, () => {
      this.#heardAtMs = clock.monotonicMs();
    });
    const ports = `client_port=${rtpPort}-${rtcpPort};server_port=${udp.rtpPort}-${udp.rtcpPort}`;
    return { viewer, release: forget, serverParameters: `RTP/AVP;unicast;${ports}` };
  }

  #endSession(): void {
    this.#session?.end();
    this.#session = null;
  }
}
