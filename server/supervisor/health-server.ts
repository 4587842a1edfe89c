import { createServer, type Server } from 'node:http';

/**
 * `/healthz` (the process runs) and `/readyz` (it can do its work) for a role that has no HTTP of its own.
 * @throws the system's error when the port cannot be had
 */
export async function startHealthServer(options: {
  readonly host: string;
  readonly port: number;
  readonly isReady: () => Promise<boolean>;
}): Promise<{ readonly port: number; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const answer = (status: number, state: string) => response.writeHead(status).end(`${state}\n`);
    if (request.url === '/healthz') answer(200, 'ok');
    else if (request.url !== '/readyz') answer(404, 'not found');
    else
      options.isReady().then(
        (ready) => answer(ready ? 200 : 503, ready ? 'ready' : 'not ready'),
        () => answer(503, 'not ready'),
      );
  });
  await listen(server, options.port, options.host);
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : options.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve());
  });
}
