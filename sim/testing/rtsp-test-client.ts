import { EventEmitter, once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { authorize, type DigestLogin } from './digest-client.ts';

export interface TestResponse {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

export interface InterleavedFrame {
  readonly channel: number;
  readonly packet: Buffer;
}

/** A plain RTSP client that shows tests everything it receives. Shares no code with the server it talks to. */
export class RtspTestClient {
  readonly socket: Socket;
  readonly frames: InterleavedFrame[] = [];
  /** Bytes that were neither a response nor an interleaved frame. */
  strayBytes = 0;
  /** Every WWW-Authenticate that came. */
  readonly challenges: string[] = [];
  readonly #login: DigestLogin | null;
  readonly #events = new EventEmitter();
  #pending: Buffer = Buffer.alloc(0);
  #responses: TestResponse[] = [];
  #cseq = 0;

  static async open(url: string, login: DigestLogin | null): Promise<RtspTestClient> {
    const { hostname, port } = new URL(url);
    const client = new RtspTestClient(connect(Number(port), hostname), login);
    await once(client.socket, 'connect');
    return client;
  }

  private constructor(socket: Socket, login: DigestLogin | null) {
    this.socket = socket;
    this.#login = login;
    socket.on('data', (chunk: Buffer) => this.#receive(chunk));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#events.emit('change'));
  }

  /** Sends a request and waits for the answer; answers one challenge if there is a login. */
  async request(method: string, uri: string, headers: Record<string, string> = {}): Promise<TestResponse> {
    const response = await this.#once(method, uri, headers);
    const challenge = response.headers.get('www-authenticate');
    if (response.status !== 401 || challenge === undefined) return response;
    this.challenges.push(challenge);
    return this.#login === null ? response : this.#once(method, uri, headers);
  }

  /** Sends bytes as they are and waits for an answer to them. */
  async send(text: string): Promise<TestResponse> {
    this.socket.write(text);
    return this.#nextResponse();
  }

  /** DESCRIBE, SETUP over the connection, PLAY. @returns the answer to PLAY */
  async play(url: string, channels = '0-1'): Promise<TestResponse> {
    await this.request('DESCRIBE', url, { Accept: 'application/sdp' });
    const transport = { Transport: `RTP/AVP/TCP;unicast;interleaved=${channels}` };
    const setup = await this.request('SETUP', `${url}/track1`, transport);
    const session = setup.headers.get('session')?.split(';')[0] ?? '';
    return this.request('PLAY', url, { Session: session });
  }

  /** Waits until `isTrue`, which is asked again whenever something arrived. @throws if the connection ends first */
  async until(isTrue: (client: this) => boolean): Promise<void> {
    while (!isTrue(this)) {
      if (this.socket.closed) throw new Error('connection ended');
      await once(this.#events, 'change');
    }
  }

  /** Waits for the other side to end the connection. */
  async closed(): Promise<void> {
    while (!this.socket.closed) await once(this.#events, 'change');
  }

  packets(channel: number): Buffer[] {
    return this.frames.filter((frame) => frame.channel === channel).map(({ packet }) => packet);
  }

  close(): void {
    this.socket.destroy();
  }

  #once(method: string, uri: string, headers: Record<string, string>): Promise<TestResponse> {
    const all: Record<string, string> = { CSeq: String(++this.#cseq), 'User-Agent': 'test', ...headers };
    const challenge = this.challenges.at(-1);
    if (challenge !== undefined && this.#login !== null) {
      all.Authorization = authorize(challenge, this.#login, method, uri);
    }
    const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
    return this.send(`${method} ${uri} RTSP/1.0\r\n${lines.join('')}\r\n`);
  }

  async #nextResponse(): Promise<TestResponse> {
    await this.until(() => this.#responses.length > 0);
    return this.#responses.shift() as TestResponse;
  }

  #receive(chunk: Buffer): void {
    this.#pending = Buffer.concat([this.#pending, chunk]);
    while (this.#takeOne());
    this.#events.emit('change');
  }

  #takeOne(): boolean {
    const pending = this.#pending;
    if (pending.length < 12) return false;
    // Garbage is told from frames by what follows the length: RTP or RTCP version 2 on a channel that is in use.
    if (pending[0] === 0x24 && pending.readUInt8(1) < 16 && pending.readUInt8(4) >> 6 === 2) {
      const end = 4 + pending.readUInt16BE(2);
      if (pending.length < end) return false;
      this.frames.push({ channel: pending.readUInt8(1), packet: pending.subarray(4, end) });
      this.#pending = pending.subarray(end);
      return true;
    }
    if (pending.subarray(0, 5).toString('latin1') === 'RTSP/') return this.#takeResponse();
    this.strayBytes++;
    this.#pending = pending.subarray(1);
    return true;
  }

  #takeResponse(): boolean {
    const headEnd = this.#pending.indexOf('\r\n\r\n');
    if (headEnd < 0) return false;
    const [statusLine = '', ...lines] = this.#pending.toString('latin1', 0, headEnd).split('\r\n');
    const headers = new Map(
      lines.map((line) => {
        const colon = line.indexOf(':');
        return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
      }),
    );
    const end = headEnd + 4 + Number(headers.get('content-length') ?? 0);
    if (this.#pending.length < end) return false;
    const body = this.#pending.toString('utf8', headEnd + 4, end);
    this.#responses.push({ status: Number(statusLine.split(' ')[1]), headers, body });
    this.#pending = this.#pending.subarray(end);
    return true;
  }
}
