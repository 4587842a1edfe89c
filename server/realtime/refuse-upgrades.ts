import type { Server } from 'node:http';

/** Answers 404 to every upgrade but Socket.IO's: no other part of the server speaks WebSocket. */
export function refuseOtherUpgrades(server: Server, ownPath: string): void {
  server.on('upgrade', (request, socket) => {
    if (request.url?.startsWith(ownPath)) return;
    socket.on('error', () => {}); // the client may be gone already
    socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n', () =>
      socket.destroy(),
    );
  });
}
