import { type Cancel, type Clock, fail, ok, type Result } from '#core/kit';
import { Authenticator, type Credentials } from '../auth/index.ts';
import type { ByteStream, Connect, StreamEndpoint, StreamLoss } from './byte-stream.ts';
import { encodeInterleavedFrame, encodeRequest, encodeResponse } from './encode-message.ts';
import type { RtspGrammarPlace } from './parse-rtsp-item.ts';
import type { RtspCounters } from './rtsp-counters.ts';
import { kindOfStatus, type RtspError, type RtspErrorKind } from './rtsp-error.ts';
import type { RtspMessage, RtspMethod, RtspRequest, RtspResponse } from './rtsp-message.ts';
import { RtspReader } from './rtsp-reader.ts';

const CONNECT_TIMEOUT_MS = 10_000;
const RESPONSE_TIMEOUT_MS = 8_000;
/** Credentials once, and a nonce that grew old on the way. */
const AUTHORIZATION_TRIES_MAX = 3;

/**
 * Takes a packet: what `bytes` has from `start` to before `end`, good until the call returns.
 * @param arrivalMs monotonic
 */
export type PacketSink = (bytes: Uint8Array, start: number, end: number, arrivalMs: number) => void;

export interface RtspConnectionListener {
  /** The peer ended the connection. Not called after `close`. */
  closed(error: RtspError): void;
}

export interface RtspConnectionOptions {
  readonly endpoint: StreamEndpoint;
  readonly credentials: Credentials | null;
  readonly connect: Connect;
  readonly clock: Clock;
  readonly random: () => number;
  readonly counters: RtspCounters;
  readonly listener: RtspConnectionListener;
}

export interface RequestLine {
  readonly method: RtspMethod;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
}

type Answer = Result<RtspResponse, RtspError>;

interface PendingRequest {
  readonly method: RtspMethod;
  readonly answer: (answer: Answer) => void;
  readonly cancelTimeout: Cancel;
}

/** One RTSP connection: requests matched to responses by CSeq, authorization, and the frames between them. */
export class RtspConnection {
  /** Where the frames of each channel go; decides what garbage may be taken for a frame. */
  readonly channels = new Map<number, PacketSink>();
  readonly #options: RtspConnectionOptions;
  readonly #authenticator: Authenticator;
  readonly #reader: RtspReader;
  readonly #pending = new Map<number, PendingRequest>();
  readonly #peer: string;
  #stream: ByteStream | null = null;
  #address = '';
  #sequence = 0;
  /** When the chunk that is being read came. */
  #arrivalMs = 0;
  /** Where the peer last left the grammar, since it was last asked something. */
  #invalidAt: RtspGrammarPlace | null = null;
  #end: RtspError | null = null;
  #settleOpen: ((result: Result<null, RtspError>) => void) | null = null;

  constructor(options: RtspConnectionOptions) {
    this.#options = options;
    this.#peer = `${options.endpoint.host}:${options.endpoint.port}`;
    this.#authenticator = new Authenticator(options.credentials, options.random);
    const { counters } = options;
    const sink = {
      message: (message: RtspMessage) => this.#receive(message),
      interleaved: (channel: number, bytes: Uint8Array, start: number, end: number) => {
        if (this.#end !== null) return;
        const receive = this.channels.get(channel);
        if (receive === undefined) counters.foreignFrames++;
        else receive(bytes, start, end, this.#arrivalMs);
      },
      invalid: (where: RtspGrammarPlace) => {
        counters.resyncs++;
        this.#invalidAt = where;
      },
      skipped: (bytes: number) => {
        counters.skippedBytes += bytes;
      },
    };
    this.#reader = new RtspReader(sink, (channel) => this.channels.has(channel));
  }

  /** Connects. Call once, before anything else. */
  open(): Promise<Result<null, RtspError>> {
    return new Promise((resolve) => {
      const timeout = (): void => this.#abandon(this.error('timeout', null, 'no connection'));
      const cancel = this.#options.clock.after(CONNECT_TIMEOUT_MS, timeout);
      this.#settleOpen = (result) => {
        cancel();
        this.#settleOpen = null;
        resolve(result);
      };
      this.#stream = this.#options.connect(this.#options.endpoint, {
        open: (address) => {
          this.#address = address;
          this.#settleOpen?.(ok(null));
        },
        data: (chunk) => this.#read(chunk),
        closed: (loss) => this.#lost(loss),
      });
    });
  }

  /**
   * Sends a request and waits for its answer, whatever its status but 401, which is answered with credentials and
   * fails with `unauthorized` where that does not help. Fails too with the connection and after 8 s of silence.
   */
  async request(line: RequestLine): Promise<Answer> {
    for (let tries = 0; tries < AUTHORIZATION_TRIES_MAX; tries++) {
      const authorization = this.#authenticator.authorize(line.method, line.url);
      const answer = await this.#exchange(line, authorization);
      if (!answer.ok) return answer;
      if (answer.value.status !== 401) {
        this.#authenticator.accept();
        return answer;
      }
      const challenges = answer.value.headers.all('www-authenticate');
      if (this.#authenticator.challenge(challenges, authorization !== null) === 'refused') break;
    }
    return fail(this.error('unauthorized', line.method, 'credentials missing or refused', 401));
  }

  /** As `request`, and fails on every status but 2xx, with its kind. */
  async demand(line: RequestLine): Promise<Answer> {
    const answer = await this.request(line);
    if (!answer.ok || (answer.value.status >= 200 && answer.value.status < 300)) return answer;
    return fail(this.statusError(line.method, answer.value));
  }

  /** The error that an answer without success amounts to. */
  statusError(method: RtspMethod, { status, reason }: RtspResponse): RtspError {
    return this.error(kindOfStatus(status), method, reason, status);
  }

  /** Sends one interleaved frame, such as a receiver report. */
  sendInterleaved(channel: number, payload: Uint8Array): void {
    this.#stream?.write(encodeInterleavedFrame(channel, payload));
  }

  /** Sends a request whose answer nobody waits for, such as TEARDOWN. */
  send(line: RequestLine): void {
    this.#write(line, this.#authenticator.authorize(line.method, line.url));
  }

  /** Lets what the peer sends wait. Everything that comes from it waits, so only ever for a moment. */
  pause(): void {
    this.#stream?.pause();
  }

  /** Goes on reading. */
  resume(): void {
    this.#stream?.resume();
  }

  /** Ends the connection; everything pending fails with `closed`. */
  close(): void {
    this.#settle(this.error('closed', null, 'closed by us'));
    this.#stream?.close();
  }

  /** The peer's numeric address; empty before `open` has succeeded. */
  get address(): string {
    return this.#address;
  }

  /** Monotonic. */
  nowMs(): number {
    return this.#options.clock.monotonicMs();
  }

  /** Why it is over; null while it is not. */
  get end(): RtspError | null {
    return this.#end;
  }

  /** Makes an error that names this peer. */
  error(
    kind: RtspErrorKind,
    method: RtspMethod | null,
    detail: string,
    status: number | null = null,
  ): RtspError {
    return { kind, peer: this.#peer, method, status, detail };
  }

  #exchange(line: RequestLine, authorization: string | null): Promise<Answer> {
    if (this.#end !== null) return Promise.resolve(fail(this.#end));
    return new Promise((resolve) => {
      this.#invalidAt = null;
      const sequence = this.#write(line, authorization);
      const timeout = (): void => {
        this.#pending.delete(sequence);
        const said = this.#invalidAt === null ? '' : ` that can be read: ${this.#invalidAt}`;
        resolve(fail(this.error('timeout', line.method, `no answer${said}`)));
      };
      const cancelTimeout = this.#options.clock.after(RESPONSE_TIMEOUT_MS, timeout);
      this.#pending.set(sequence, { method: line.method, answer: resolve, cancelTimeout });
    });
  }

  #write(line: RequestLine, authorization: string | null): number {
    const sequence = ++this.#sequence;
    this.#stream?.write(encodeRequest({ ...line, sequence, authorization }));
    return sequence;
  }

  #receive(message: RtspMessage): void {
    if (this.#end !== null) return;
    if (message.kind === 'request') this.#serve(message);
    else this.#match(message);
  }

  #match(message: RtspResponse): void {
    const sequence = this.#sequenceOf(message);
    const pending = this.#pending.get(sequence);
    if (pending === undefined) return;
    this.#pending.delete(sequence);
    pending.cancelTimeout();
    pending.answer(ok(message));
  }

  /** A response without a CSeq that can be read answers the oldest request: servers answer in order. */
  #sequenceOf(response: RtspResponse): number {
    const match = /^\d{1,10}/.exec(response.headers.get('cseq') ?? '');
    return match === null ? (this.#pending.keys().next().value ?? 0) : Number(match[0]);
  }

  /** Answers a server's own request, so that a server that checks on us (RFC 2326, 10.1 and 10.8) is content. */
  #serve(request: RtspRequest): void {
    const known = request.method === 'OPTIONS' || request.method.endsWith('_PARAMETER');
    const status = known ? '200 OK' : '501 Not Implemented';
    this.#stream?.write(encodeResponse(status, request.headers.get('cseq')));
    if (request.method === 'TEARDOWN') this.#abandon(this.error('closed', null, 'TEARDOWN by the server'));
  }

  #lost(loss: StreamLoss): void {
    const kind = loss === 'ended' || loss === 'reset' ? 'closed' : loss;
    this.#announce(this.error(kind, null, `connection ${loss}`));
  }

  /** The wall between a stream and the process: whatever a camera makes our code do, only its own stream ends. */
  #read(chunk: Uint8Array): void {
    this.#arrivalMs = this.nowMs();
    try {
      this.#reader.push(chunk);
    } catch (cause) {
      this.#abandon(this.error('fault', null, String(cause)));
    }
  }

  #abandon(error: RtspError): void {
    this.#stream?.close();
    this.#announce(error);
  }

  #announce(error: RtspError): void {
    const wasOpen = this.#end === null && this.#settleOpen === null;
    this.#settle(error);
    if (wasOpen) this.#options.listener.closed(error);
  }

  #settle(error: RtspError): void {
    if (this.#end !== null) return;
    this.#end = error;
    for (const pending of this.#pending.values()) {
      pending.cancelTimeout();
      pending.answer(fail({ ...error, method: pending.method }));
    }
    this.#pending.clear();
    this.#settleOpen?.(fail(error));
  }
}
