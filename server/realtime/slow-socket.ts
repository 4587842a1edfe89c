import type { WallSocket } from './wall-socket.ts';

/** A console that is this far behind reads again what it missed when it is back. */
const WAITING_PACKETS_MAX = 1000;
const WAITING_BYTES_MAX = 1024 * 1024;

/**
 * Cuts the connection of a browser that does not read, so that a sleeping laptop costs the server bounded memory.
 * Not a goodbye, which would wait in the same full buffer: the client sees a broken transport and comes back.
 */
export function cutWhenSlow(socket: WallSocket): boolean {
  const connection = socket.conn.request.socket;
  const isSlow =
    socket.conn.writeBuffer.length > WAITING_PACKETS_MAX || connection.writableLength > WAITING_BYTES_MAX;
  if (isSlow) connection.destroy();
  return isSlow;
}
