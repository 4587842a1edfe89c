import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

/** A request as far as an answer needs it. */
export interface RawRequest {
  readonly method: string;
  readonly url: string;
  readonly cseq: string;
  readonly transport: string;
}

/** What comes back: bytes as they are, or nothing. */
export type RawScript = (request: RawRequest, socket: Socket) => string | Buffer | null;

/** A camera on a real socket that says whatever it is told to, be it RTSP or not. */
export interface RawCamera {
  readonly url: string;
  close(): Promise<void>;
}

export async function startRawCamera(script: RawScript): Promise<RawCamera> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    let pending = '';
    socket.on('data', (chunk) => {
      pending += chunk.toString('latin1');
      for (let end = pending.indexOf('\r\n\r\n'); end >= 0; end = pending.indexOf('\r\n\r\n')) {
        const answer = script(readRequest(pending.slice(0, end)), socket);
        pending = pending.slice(end + 4);
        if (answer !== null) socket.write(answer);
      }
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `rtsp://127.0.0.1:${(server.address() as AddressInfo).port}/live`,
    close: async () => {
      for (const socket of sockets) socket.destroy();
      const closed = once(server, 'close');
      server.close();
      await closed;
    },
  };
}

function readRequest(head: string): RawRequest {
  const [, method = '', url = ''] = /^(\S+) (\S+)/.exec(head) ?? [];
  const field = (name: string): string => new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1]?.trim() ?? '';
  return { method, url, cseq: field('CSeq'), transport: field('Transport') };
}

/** An answer as RTSP has it, with lines of header and a body. */
export function rawAnswer(
  { cseq }: RawRequest,
  lines: readonly string[] = [],
  body = '',
  status = '200 OK',
): string {
  const length = body === '' ? [] : [`Content-Length: ${body.length}`];
  return `${[`RTSP/1.0 ${status}`, `CSeq: ${cseq}`, ...lines, ...length].join('\r\n')}\r\n\r\n${body}`;
}

export const rawSdp = 'v=0\r\nm=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=control:track1\r\n';

/** A camera that behaves, but for what `overrides` says in its place, by method in lower case. */
export function rawScript(overrides: Readonly<Record<string, RawScript>>): RawScript {
  return (request, socket) => {
    const override = overrides[request.method.toLowerCase()];
    if (override !== undefined) return override(request, socket);
    if (request.method === 'DESCRIBE') return rawAnswer(request, [], rawSdp);
    if (request.method === 'SETUP')
      return rawAnswer(request, ['Session: 1', `Transport: ${request.transport}`]);
    return rawAnswer(request, ['Session: 1']);
  };
}
