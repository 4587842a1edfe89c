import type { ByteStream, ByteStreamListener, Connect, StreamEndpoint, StreamLoss } from './byte-stream.ts';

export interface ScriptedRequest {
  readonly method: string;
  readonly url: string;
  /** Names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
}

/** What the peer says: a whole answer without its CSeq, or nothing. */
export type Script = (request: ScriptedRequest, peer: ScriptedPeer) => string | null;

/** For tests: a camera that says exactly what a script tells it to, on a network without time. */
export class ScriptedPeer {
  readonly requests: ScriptedRequest[] = [];
  readonly endpoints: StreamEndpoint[] = [];
  /** Interleaved frames the client sent. */
  readonly frames: Uint8Array[] = [];
  /** Whether the client lets the newest connection rest. */
  paused = false;
  /** When false, connects are neither accepted nor refused. */
  accepts = true;
  readonly #script: Script;
  readonly #live = new Set<ByteStreamListener>();

  constructor(script: Script) {
    this.#script = script;
  }

  readonly connect: Connect = (endpoint, listener): ByteStream => {
    this.endpoints.push(endpoint);
    let closed = false;
    /** What waits while the client does not read. */
    let waiting: Uint8Array[] | null = null;
    const data = (bytes: Uint8Array): void => {
      if (waiting !== null) waiting.push(bytes);
      else if (!closed) listener.data(bytes);
    };
    const ear: ByteStreamListener = { ...listener, data };
    this.#live.add(ear);
    queueMicrotask(() => {
      if (!closed && this.accepts) listener.open(endpoint.host);
    });
    return {
      write: (bytes) => this.#receive(bytes, data),
      pause: () => {
        this.paused = true;
        waiting ??= [];
      },
      resume: () => {
        this.paused = false;
        const bytes = waiting ?? [];
        waiting = null;
        if (bytes.length > 0) data(Buffer.concat(bytes));
      },
      close: () => {
        if (closed) return;
        closed = true;
        this.#live.delete(ear);
      },
    };
  };

  /** Sends bytes to the client now, on its newest connection. */
  send(bytes: Uint8Array | string): void {
    this.#newest?.data(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes);
  }

  /** Ends the newest connection from this side. */
  drop(loss: StreamLoss = 'reset'): void {
    const listener = this.#newest;
    if (listener === undefined) return;
    this.#live.delete(listener);
    listener.closed(loss);
  }

  /** Connections that are open now. */
  get open(): number {
    return this.#live.size;
  }

  get methods(): string[] {
    return this.requests.map(({ method }) => method);
  }

  get #newest(): ByteStreamListener | undefined {
    return [...this.#live].at(-1);
  }

  #receive(bytes: Uint8Array, reply: (answer: Uint8Array) => void): void {
    if (bytes[0] === 0x24) {
      this.frames.push(bytes);
      return;
    }
    const [first = '', ...lines] = Buffer.from(bytes).toString('utf8').trimEnd().split('\r\n');
    const [method = '', url = ''] = first.split(' ');
    const fields = lines.map((line) => /^([^:]+): (.*)$/.exec(line) ?? []);
    const headers = new Map(fields.map(([, name = '', value = '']) => [name.toLowerCase(), value]));
    const request = { method, url, headers };
    this.requests.push(request);
    const answer = this.#script(request, this);
    if (answer === null) return;
    const text = answer.includes('CSeq')
      ? answer
      : answer.replace('\r\n', `\r\nCSeq: ${headers.get('cseq')}\r\n`);
    queueMicrotask(() => reply(Buffer.from(text, 'latin1')));
  }
}

/** An answer with the given status, header lines and body. */
export function answerWith(status: string, headers: readonly string[] = [], body = ''): string {
  const length = body === '' ? [] : [`Content-Length: ${Buffer.byteLength(body)}`];
  return `${[`RTSP/1.0 ${status}`, ...headers, ...length].join('\r\n')}\r\n\r\n${body}`;
}

export const scriptedSdp = 'v=0\r\nm=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=control:track1\r\n';

/** A well-behaved camera; `overrides` replace its answers, by method in lower case. */
export function cameraScript(overrides: Readonly<Record<string, Script>> = {}): Script {
  return (request, peer) => {
    const override = overrides[request.method.toLowerCase()];
    if (override !== undefined) return override(request, peer);
    switch (request.method) {
      case 'OPTIONS':
        return answerWith('200 OK', ['Public: OPTIONS, DESCRIBE, SETUP, PLAY, GET_PARAMETER, TEARDOWN']);
      case 'DESCRIBE':
        return answerWith('200 OK', [`Content-Base: ${request.url}/`], scriptedSdp);
      case 'SETUP':
        return answerWith('200 OK', [
          'Session: 1;timeout=60',
          `Transport: ${request.headers.get('transport')}`,
        ]);
      default:
        return answerWith('200 OK', ['Session: 1']);
    }
  };
}
