import { createServer, type Server } from 'node:http';
import { problemReply, textReply } from './reply.ts';

/** Serves `/metrics` and nothing else, on an address of its own that viewers cannot reach. */
export function createMetricsServer(render: () => string): Server {
  return createServer({ requestTimeout: 10_000 }, (request, response) => {
    const asked = request.url === '/metrics' && (request.method === 'GET' || request.method === 'HEAD');
    const reply = asked ? textReply(render(), 'text/plain; version=0.0.4') : problemReply('not_found');
    response.writeHead(reply.status, reply.headers).end(Buffer.concat(reply.chunks));
  });
}
