import { connect as netConnect } from 'node:net';
import type { ByteStream, ByteStreamListener, Endpoint, StreamLoss } from './byte-stream.ts';

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

/** The `Connect` of production: plain TCP. */
export function tcpConnect(endpoint: Endpoint, listener: ByteStreamListener): ByteStream {
  const socket = netConnect({ host: endpoint.host, port: endpoint.port, noDelay: true });
  let loss: StreamLoss = 'ended';
  let opened = false;
  let closing = false;
  socket.on('connect', () => {
    opened = true;
    if (!closing) listener.open(socket.remoteAddress ?? '');
  });
  socket.on('data', (chunk) => {
    if (!closing) listener.data(chunk);
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
    close: () => {
      if (closing) return;
      closing = true;
      if (!opened) return void socket.destroy();
      socket.setTimeout(LINGER_MS, () => socket.destroy());
      socket.destroySoon();
    },
  };
}
