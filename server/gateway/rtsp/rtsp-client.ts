import { type Cancel, fail, ok, type Result } from '#core/kit';
import { baseUrl, controlUrl } from './control-url.ts';
import {
  RtspConnection,
  type RtspConnectionListener,
  type RtspConnectionOptions,
} from './rtsp-connection.ts';
import type { RtspError } from './rtsp-error.ts';
import type { RtspMethod, RtspResponse } from './rtsp-message.ts';
import { formatRtspUrl, parseRtspUrl, type RtspUrl } from './rtsp-url.ts';
import { type MediaDescription, parseSdp, type SessionDescription } from './sdp.ts';
import {
  DEFAULT_TIMEOUT_MS,
  type InterleavedChannels,
  keepaliveIntervalMs,
  keepaliveMethod,
  readChannels,
  readSession,
} from './session-fields.ts';

const REDIRECTS_MAX = 3;

export interface RtspClientOptions extends Omit<RtspConnectionOptions, 'endpoint' | 'listener'> {
  /** `rtsp://host:port/path`, without credentials. */
  readonly url: string;
  readonly listener: RtspConnectionListener;
}

/**
 * The client's side of one RTSP session over TCP (RFC 2326): describe, then set tracks up, then play. Steps must be
 * taken in that order, one at a time. `close` may come at any time and fails the step under way.
 */
export class RtspClient {
  readonly #options: RtspClientOptions;
  #connection: RtspConnection | null = null;
  #closed = false;
  #base: RtspUrl | null = null;
  #sessionControl: string | null = null;
  #keepalive: RtspMethod = 'OPTIONS';
  #sessionId: string | null = null;
  #timeoutMs = DEFAULT_TIMEOUT_MS;
  #tracks = 0;
  #cancelKeepalive: Cancel = () => {};

  constructor(options: RtspClientOptions) {
    this.#options = options;
  }

  /** Connects, asks for the methods and the description, and follows at most three redirects (Q10). */
  async describe(): Promise<Result<SessionDescription, RtspError>> {
    let url = this.#options.url;
    for (let redirects = 0; redirects <= REDIRECTS_MAX; redirects++) {
      const opened = await this.#open(url);
      if (!opened.ok) return opened;
      const { connection, request } = opened.value;
      const answer = await this.#ask(connection, request);
      if (!answer.ok) return answer;
      const location = answer.value.headers.get('location');
      if (answer.value.status !== 301 && answer.value.status !== 302) {
        return ok(this.#readDescription(answer.value, request));
      }
      connection.close();
      if (location === undefined) return fail(connection.error('redirect', 'DESCRIBE', 'no Location'));
      url = location;
    }
    return fail(noConnection('redirect', 'too many redirects'));
  }

  /** Sets one track up inside this connection (RFC 2326, 10.4). @returns the channels the server chose */
  async setup(media: MediaDescription): Promise<Result<InterleavedChannels, RtspError>> {
    const { connection, base } = this.#described();
    const asked = { rtp: this.#tracks * 2, rtcp: this.#tracks * 2 + 1 };
    const headers: Record<string, string> = {
      Transport: `RTP/AVP/TCP;unicast;interleaved=${asked.rtp}-${asked.rtcp}`,
    };
    if (this.#sessionId !== null) headers.Session = this.#sessionId;
    // Some servers send data before they answer (Q2): let the reader know these channels from now on.
    connection.channels.add(asked.rtp).add(asked.rtcp);
    const url = controlUrl(base, media.control);
    const answer = await connection.demand({ method: 'SETUP', url, headers });
    if (!answer.ok) return answer;
    const channels = readChannels(answer.value.headers, asked);
    if (channels === null) return fail(connection.error('transport', 'SETUP', 'not interleaved'));
    connection.channels.add(channels.rtp).add(channels.rtcp);
    this.#tracks++;
    this.#readSession(answer.value);
    return ok(channels);
  }

  /** Starts the media and keeps the session alive from then on (RFC 2326, 10.5). */
  async play(): Promise<Result<null, RtspError>> {
    const { connection } = this.#described();
    const headers = { ...this.#sessionHeader(), Range: 'npt=0.000-' };
    const answer = await connection.demand({ method: 'PLAY', url: this.#aggregateUrl(), headers });
    if (!answer.ok) return answer;
    // The connection may have ended in the same chunk as the answer.
    if (connection.end !== null) return fail(connection.end);
    this.#readSession(answer.value);
    this.#keepAlive(connection);
    return ok(null);
  }

  /** Sends one RTCP packet to the server. */
  sendInterleaved(channel: number, payload: Uint8Array): void {
    if (!this.#closed) this.#connection?.sendInterleaved(channel, payload);
  }

  /** Tells the server that we leave (RFC 2326, 10.7) and ends the connection. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#cancelKeepalive();
    if (this.#sessionId !== null) {
      this.#connection?.send({
        method: 'TEARDOWN',
        url: this.#aggregateUrl(),
        headers: this.#sessionHeader(),
      });
    }
    this.#connection?.close();
  }

  async #open(url: string): Promise<Result<{ connection: RtspConnection; request: RtspUrl }, RtspError>> {
    const parsed = parseRtspUrl(url);
    if (!parsed.ok) return fail(noConnection('bad_url', 'not an RTSP URL'));
    if (parsed.value.secure) return fail(noConnection('bad_url', 'rtsps is not supported'));
    if (this.#closed) return fail(noConnection('closed', 'closed by us'));
    const { listener, ...rest } = this.#options;
    const connection: RtspConnection = new RtspConnection({
      ...rest,
      endpoint: parsed.value.endpoint,
      listener: {
        interleaved: (channel, payload) => listener.interleaved(channel, payload),
        closed: (error) => {
          this.#cancelKeepalive();
          if (this.#connection === connection) listener.closed(error);
        },
      },
    });
    this.#connection = connection;
    const opened = await connection.open();
    return opened.ok ? ok({ connection, request: parsed.value }) : opened;
  }

  /** A server that does not know OPTIONS is still asked for its description. */
  async #ask(connection: RtspConnection, request: RtspUrl): Promise<Result<RtspResponse, RtspError>> {
    const url = formatRtspUrl(request);
    const options = await connection.request({ method: 'OPTIONS', url });
    if (!options.ok) return options;
    this.#keepalive = keepaliveMethod(options.value.headers.get('public'));
    const headers = { Accept: 'application/sdp' };
    const answer = await connection.request({ method: 'DESCRIBE', url, headers });
    if (!answer.ok || answer.value.status < 400) return answer;
    return fail(connection.statusError('DESCRIBE', answer.value));
  }

  #readDescription(answer: RtspResponse, request: RtspUrl): SessionDescription {
    const description = parseSdp(Buffer.from(answer.body).toString('utf8'));
    const { headers } = answer;
    this.#base = baseUrl(request, headers.get('content-base') ?? headers.get('content-location'));
    this.#sessionControl = description.control;
    return description;
  }

  #described(): { connection: RtspConnection; base: RtspUrl } {
    if (this.#connection === null || this.#base === null) throw new Error('describe must succeed first');
    return { connection: this.#connection, base: this.#base };
  }

  #aggregateUrl(): string {
    return this.#base === null ? this.#options.url : controlUrl(this.#base, this.#sessionControl);
  }

  #sessionHeader(): Record<string, string> {
    return this.#sessionId === null ? {} : { Session: this.#sessionId };
  }

  /** The id may change from one answer to the next (Q7, retina 0.4.6): the newest counts. */
  #readSession(answer: RtspResponse): void {
    const session = readSession(answer.headers);
    if (session === null) return;
    this.#sessionId = session.id;
    this.#timeoutMs = session.timeoutMs;
  }

  /**
   * Nobody waits for the answers: some cameras never give them (Q8). The media watchdog tells a dead peer. One that
   * refuses what it claimed to know is sent OPTIONS from then on.
   */
  #keepAlive(connection: RtspConnection): void {
    this.#cancelKeepalive = this.#options.clock.after(keepaliveIntervalMs(this.#timeoutMs), () => {
      const line = { method: this.#keepalive, url: this.#aggregateUrl(), headers: this.#sessionHeader() };
      const noteRefusal = (answer: Result<RtspResponse, RtspError>): void => {
        if (answer.ok && answer.value.status >= 400) this.#keepalive = 'OPTIONS';
      };
      connection.request(line).then(noteRefusal, () => connection.close());
      this.#keepAlive(connection);
    });
  }
}

function noConnection(kind: RtspError['kind'], detail: string): RtspError {
  return { kind, peer: '', method: null, status: null, detail };
}
