import { type Cancel, fail, ok, type Result } from '#core/kit';
import { baseUrl, controlUrl } from './control-url.ts';
import type { OpenDatagramPorts } from './datagrams.ts';
import {
  RtspConnection,
  type RtspConnectionListener,
  type RtspConnectionOptions,
} from './rtsp-connection.ts';
import type { RtspError } from './rtsp-error.ts';
import type { RtspMethod, RtspResponse } from './rtsp-message.ts';
import { formatRtspUrl, parseRtspUrl, type RtspUrl } from './rtsp-url.ts';
import { type MediaDescription, parseSdp, type SessionDescription } from './sdp.ts';
import { DEFAULT_TIMEOUT_MS, keepaliveIntervalMs, keepaliveMethod, readSession } from './session-fields.ts';
import {
  type MediaTransport,
  setUpTrack,
  type Track,
  type TrackAnswer,
  type TrackSink,
} from './set-up-track.ts';

const REDIRECTS_MAX = 3;
const UNSUPPORTED_TRANSPORT = 461;

export interface RtspClientOptions extends Omit<RtspConnectionOptions, 'endpoint' | 'listener'> {
  /** `rtsp://host:port/path`, without credentials. */
  readonly url: string;
  readonly listener: RtspConnectionListener;
  readonly openDatagrams: OpenDatagramPorts;
}

/**
 * The client's side of one RTSP session (RFC 2326): describe, then set tracks up, then play. Steps must be
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
  readonly #releases: (() => void)[] = [];

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
      if (request.secure && !isSecure(location)) {
        return fail(connection.error('redirect', 'DESCRIBE', 'from TLS to plain text'));
      }
      url = location;
    }
    return fail(noConnection('redirect', 'too many redirects'));
  }

  /**
   * Sets one track up (RFC 2326, 10.4): inside this connection, because the first picture comes sooner, and over UDP where
   * the camera refuses that with 461. An `rtspu` URL asks for UDP first (Q14).
   * Never beside a connection under TLS, which is there so that nobody else sees the pictures.
   * @param sink gets the track's packets, which may come before the answer (Q2)
   */
  async setup(media: MediaDescription, sink: TrackSink): Promise<Result<Track, RtspError>> {
    const { connection, base } = this.#described();
    const { openDatagrams, counters } = this.#options;
    const channels = { rtp: this.#tracks * 2, rtcp: this.#tracks * 2 + 1 };
    const url = controlUrl(base, media.control);
    const headers = this.#sessionHeader();
    const request = { connection, url, headers, channels, openDatagrams, sink };
    let refusal: Result<never, RtspError> | null = null;
    for (const transport of transportsFor(base)) {
      const answer = await setUpTrack(request, transport);
      if (answer.ok) return this.#keep(answer.value);
      if (answer.error.status !== UNSUPPORTED_TRANSPORT) return refusal ?? answer;
      counters.refusedTransports++;
      refusal = answer;
    }
    return refusal ?? fail(connection.error('transport', 'SETUP', 'no transport left'));
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

  /** Lets what the server sends wait, for a moment. */
  pause(): void {
    this.#connection?.pause();
  }

  /** Goes on reading. */
  resume(): void {
    this.#connection?.resume();
  }

  /** Tells the server that we leave (RFC 2326, 10.7) and ends the connection. */
  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#cancelKeepalive();
    for (const release of this.#releases) release();
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
    if (this.#closed) return fail(noConnection('closed', 'closed by us'));
    const { listener, ...rest } = this.#options;
    const connection: RtspConnection = new RtspConnection({
      ...rest,
      endpoint: { ...parsed.value.endpoint, secure: parsed.value.secure },
      listener: {
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

  #keep({ track, response, release }: TrackAnswer): Result<Track, RtspError> {
    if (this.#closed) {
      release();
      return fail(noConnection('closed', 'closed by us'));
    }
    this.#releases.push(release);
    this.#tracks++;
    this.#readSession(response);
    return ok(track);
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

function transportsFor({ secure, datagrams }: RtspUrl): readonly MediaTransport[] {
  if (secure) return ['tcp'];
  return datagrams ? ['udp', 'tcp'] : ['tcp', 'udp'];
}

/** Credentials that were meant for TLS must not go out in the clear (Q10). */
function isSecure(url: string): boolean {
  const parsed = parseRtspUrl(url);
  return parsed.ok && parsed.value.secure;
}

function noConnection(kind: RtspError['kind'], detail: string): RtspError {
  return { kind, peer: '', method: null, status: null, detail };
}
