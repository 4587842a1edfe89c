import { EventEmitter, once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import { selfSignedCertificate } from '#test/self-signed';
import { tcpConnect } from './tcp-connect.ts';

const servers: Server[] = [];

/** A server on a free port, and the sockets it accepted. */
async function listen(serve: (socket: Socket) => void): Promise<number> {
  const server = createServer(serve).listen(0, '127.0.0.1');
  servers.push(server);
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** Connects and resolves, once closed, with all that was heard. */
function hear(
  port: number,
  onOpen: (write: (bytes: Uint8Array) => void) => void = () => {},
): Promise<string[]> {
  return new Promise((resolve) => {
    const heard: string[] = [];
    const stream = tcpConnect(
      { host: '127.0.0.1', port, secure: false },
      {
        open: () => {
          heard.push('open');
          onOpen((bytes) => stream.write(bytes));
        },
        data: (chunk) => heard.push(`data ${Buffer.from(chunk).toString()}`),
        closed: (loss) => resolve([...heard, loss]),
      },
    );
  });
}

/** Connects to a server that greets, and finds out which of the sockets it accepted is the other end. */
async function meet(port: number, accepted: readonly Socket[]) {
  const heard: string[] = [];
  const news = new EventEmitter();
  const stream = tcpConnect(
    { host: '127.0.0.1', port, secure: false },
    {
      open: () => {},
      data: (chunk) => {
        heard.push(Buffer.from(chunk).toString());
        news.emit('data');
      },
      closed: (loss) => {
        heard.push(loss);
        news.emit('closed');
      },
    },
  );
  await once(news, 'data');
  const peer = accepted.at(-1);
  if (peer === undefined) throw new Error('not accepted');
  return { stream, peer, heard, news };
}

describe('TCP', () => {
  it('tells of opening, data and an orderly end', async () => {
    const port = await listen((socket) => socket.end('hello'));
    expect(await hear(port)).toEqual(['open', 'data hello', 'ended']);
  });

  it('tells a reset from an end', async () => {
    const port = await listen((socket) => socket.resetAndDestroy());
    expect((await hear(port)).at(-1)).toBe('reset');
  });

  it('tells a port that is closed from a host that is not there', async () => {
    const port = await listen(() => {});
    const closed = new Promise((resolve) => servers.pop()?.close(resolve));
    await closed;
    expect(await hear(port)).toEqual(['refused']);
    const unknown = await new Promise((resolve) => {
      const listener = { open: () => {}, data: () => {}, closed: resolve };
      tcpConnect({ host: 'camera.invalid', port: 554, secure: false }, listener);
    });
    expect(unknown).toBe('unreachable');
  });

  it('cuts off a peer that does not read', async () => {
    const sockets: Socket[] = [];
    const port = await listen((socket) => sockets.push(socket.pause()));
    const heard = await hear(port, (write) => {
      for (let count = 0; count < 1_024; count++) write(Buffer.alloc(65_536));
    });
    expect(heard).toEqual(['open', 'ended']);
    for (const socket of sockets) socket.destroy();
  });

  it('lets what comes wait while it is paused, the end too', async () => {
    const accepted: Socket[] = [];
    const port = await listen((socket) => {
      accepted.push(socket);
      socket.write('hello');
    });
    const paused = await meet(port, accepted);
    const other = await meet(port, accepted);
    paused.stream.pause();
    paused.peer.end('waits');
    other.peer.write('comes');
    await once(other.news, 'data');
    expect(paused.heard).toEqual(['hello']);
    paused.stream.resume();
    await once(paused.news, 'closed');
    expect(paused.heard).toEqual(['hello', 'waits', 'ended']);
    other.stream.pause();
    other.stream.close();
    other.stream.resume();
    expect(other.heard).toEqual(['hello', 'comes']);
  });

  it('is silent after close, and still sends what was written', async () => {
    const received = new Promise<string>((resolve) => {
      void listen((socket) => socket.on('data', (chunk) => resolve(chunk.toString()))).then((port) => {
        const heard = (): void => expect.unreachable('heard of it after close');
        const stream = tcpConnect(
          { host: '127.0.0.1', port, secure: false },
          {
            open: () => {
              stream.write(Buffer.from('TEARDOWN'));
              stream.close();
              stream.write(Buffer.from('more'));
            },
            data: heard,
            closed: heard,
          },
        );
      });
    });
    expect(await received).toBe('TEARDOWN');
  });
});

describe('TLS', () => {
  it('Q14 takes the certificate a camera made for itself', async () => {
    const server = createTlsServer(selfSignedCertificate(), (socket) => socket.end('hello'));
    servers.push(server.listen(0, '127.0.0.1'));
    await once(server, 'listening');
    const heard: string[] = [];
    const { port } = server.address() as AddressInfo;
    const loss = await new Promise((resolve) => {
      const listener = {
        open: (address: string) => heard.push(`open ${address}`),
        data: (chunk: Uint8Array) => heard.push(`data ${Buffer.from(chunk).toString()}`),
        closed: resolve,
      };
      tcpConnect({ host: '127.0.0.1', port, secure: true }, listener);
    });
    expect([...heard, loss]).toEqual(['open 127.0.0.1', 'data hello', 'ended']);
  });

  it('tells of a peer that does not speak it, before it is open', async () => {
    const port = await listen((socket) => socket.end('RTSP/1.0 400 Bad Request\r\n\r\n'));
    const heard: string[] = [];
    const loss = await new Promise((resolve) => {
      const listener = { open: () => heard.push('open'), data: () => heard.push('data'), closed: resolve };
      tcpConnect({ host: '127.0.0.1', port, secure: true }, listener);
    });
    expect([heard, loss]).toEqual([[], 'unreachable']);
  });
});
