import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { authorize } from '#sim/testing';
import { CREDENTIALS } from './bench-cameras.ts';

interface Reply {
  readonly status: number;
  header(name: string): string;
}

/**
 * The least an RTSP client can be: DESCRIBE, SETUP over the connection, PLAY. From then on it reads no byte of what
 * comes, so that what it costs is what the operating system and Node cost.
 * @param onBytes how many bytes came
 * @throws if the server refuses
 */
export async function openDiscardingStream(url: string, onBytes: (bytes: number) => void): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  await once(socket, 'connect');
  const { status, header } = await exchange(socket, 'DESCRIBE', url, {});
  if (status !== 401) throw new Error(`DESCRIBE ${url}: ${status} instead of a challenge`);
  const challenge = header('www-authenticate');
  const ask = async (method: string, target: string, headers: Record<string, string>): Promise<Reply> => {
    const authorization = authorize(challenge, CREDENTIALS, method, target);
    const reply = await exchange(socket, method, target, { Authorization: authorization, ...headers });
    if (reply.status !== 200) throw new Error(`${method} ${target}: ${reply.status}`);
    return reply;
  };
  await ask('DESCRIBE', url, { Accept: 'application/sdp' });
  const transport = 'RTP/AVP/TCP;unicast;interleaved=0-1';
  const setup = await ask('SETUP', `${url}/track1`, { Transport: transport });
  const session = setup.header('session').split(';')[0] ?? '';
  await ask('PLAY', url, { Session: session });
  socket.on('data', (chunk) => onBytes(chunk.length));
  return socket;
}

let sequence = 0;

async function exchange(
  socket: Socket,
  method: string,
  url: string,
  headers: Record<string, string>,
): Promise<Reply> {
  const all = { CSeq: String(++sequence), 'User-Agent': 'null-reader', ...headers };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.write(`${method} ${url} RTSP/1.0\r\n${lines.join('')}\r\n`);
  const text = await readReply(socket);
  return {
    status: Number(text.split(' ')[1]),
    header: (name) => new RegExp(`^${name}: *(.*?)\\r$`, 'im').exec(text)?.[1] ?? '',
  };
}

/** Head and body; whatever follows them is dropped, as everything will be. */
async function readReply(socket: Socket): Promise<string> {
  let text = '';
  for (;;) {
    const [chunk] = (await once(socket, 'data')) as [Buffer];
    text += chunk.toString('latin1');
    const headEnd = text.indexOf('\r\n\r\n');
    const bodyLength = Number(/^content-length: *(\d+)/im.exec(text)?.[1] ?? 0);
    if (headEnd >= 0 && text.length >= headEnd + 4 + bodyLength) return text;
  }
}
