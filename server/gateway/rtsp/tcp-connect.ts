import { connect as netConnect, type Socket } from 'node:net';
import { connect as tlsConnect } from 'node:tls';
import type { ByteStream, ByteStreamListener, StreamEndpoint, StreamLoss } from './byte-stream.ts';

/** A camera that does not read what we send (requests, receiver reports) is cut off at this backlog. */
const UNSENT_BYTES_MAX = 256 * 1024;
/** How long a closed connection may take to send its last request. */
const LINGER_MS = 2_000;

const losses: Readonly<Record<string, StreamLoss>> = {
  ECONNREFUSED: 'refused',
  ECONNRESET: 'reset',
  EPIPE: 'reset',
  ETIMEDOUT: 'timeout',
};

/** The `Connect` of production: TCP, plain or under TLS. */
export function tcpConnect(endpoint: StreamEndpoint, listener: ByteStreamListener): ByteStream {
  const socket = socketTo(endpoint, (chunk) => {
    if (!closing) listener.data(chunk);
  });
  let loss: StreamLoss = 'ended';
  let opened = false;
  let closing = false;
  socket.on(endpoint.secure ? 'secureConnect' : 'connect', () => {
    opened = true;
    if (!closing) listener.open(socket.remoteAddress ?? '');
  });
  socket.on('error', (error: NodeJS.ErrnoException) => {
    loss = losses[error.code ?? ''] ?? (opened ? 'reset' : 'unreachable');
  });
  socket.on('close', () => {
    if (!closing) listener.closed(loss);
    closing = true;
  });
  return {
    write: (bytes) => {
      if (closing || socket.destroyed) return;
      socket.write(bytes);
      if (socket.writableLength > UNSENT_BYTES_MAX) socket.destroy();
    },
    pause: () => {
      if (!closing) socket.pause();
    },
    resume: () => {
      if (!closing) socket.resume();
    },
    close: () => {
      if (closing) return;
      closing = true;
      if (!opened) return void socket.destroy();
      socket.setTimeout(LINGER_MS, () => socket.destroy());
      socket.destroySoon();
    },
  };
}

/** All plain connections are read into this, one after the other. No `Buffer`: views of those take longer to make. */
const readBuffer = new Uint8Array(64 * 1024);

function socketTo(endpoint: StreamEndpoint, receive: (chunk: Uint8Array) => void): Socket {
  return endpoint.secure ? secureSocketTo(endpoint, receive) : plainSocketTo(endpoint, receive);
}

/** Left to itself Node takes 64 KiB of new memory for every read. */
function plainSocketTo({ host, port }: StreamEndpoint, receive: (chunk: Uint8Array) => void): Socket {
  const callback = (length: number): boolean => {
    receive(readBuffer.subarray(0, length));
    return true;
  };
  return netConnect({ host, port, noDelay: true, onread: { buffer: readBuffer, callback } });
}

/**
 * Cameras sign their certificates themselves, for names nobody asks for, and let them expire, so any is taken: TLS keeps
 * listeners out, but does not tell who answers.
 */
function secureSocketTo({ host, port }: StreamEndpoint, receive: (chunk: Uint8Array) => void): Socket {
  return tlsConnect({ host, port, rejectUnauthorized: false }).setNoDelay(true).on('data', receive);
}
