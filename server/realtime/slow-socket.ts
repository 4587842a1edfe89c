import type { WallSocket } from './wall-socket.ts';

/** A console that is this far behind is quicker when it asks again for what it missed. */
const WAITING_PACKETS_MAX = 1000;
const WAITING_CHARACTERS_MAX = 4 * 1024 * 1024;

/**
 * Cuts the connection of a browser that does not read, so that a sleeping laptop costs the server bounded memory.
 * Not a goodbye, which would wait behind all the rest: the client sees a broken transport and comes back.
 * @param onCut is told, once
 */
export function cutWhenSlow(socket: WallSocket, onCut: () => void): void {
  let packets = 0;
  let characters = 0;
  // Engine.IO creates a packet for every send and flushes all that wait once the ones before have left.
  socket.conn.on('packetCreate', ({ data }: { readonly data?: unknown }) => {
    packets++;
    characters += typeof data === 'string' ? data.length : 0;
    const connection = socket.conn.request.socket;
    if (connection.destroyed || (packets <= WAITING_PACKETS_MAX && characters <= WAITING_CHARACTERS_MAX))
      return;
    connection.destroy();
    onCut();
  });
  socket.conn.on('flush', () => {
    packets = 0;
    characters = 0;
  });
}
