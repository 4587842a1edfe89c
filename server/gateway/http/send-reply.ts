import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Reply } from './reply.ts';

/** Puts a reply on the wire, and gives back what it held once that is done or the client is gone. @returns bytes of the body sent */
export function sendReply(request: IncomingMessage, response: ServerResponse, reply: Reply): number {
  const length = reply.chunks.reduce((sum, chunk) => sum + chunk.byteLength, 0);
  const headers: Record<string, string> = { ...reply.headers, 'x-content-type-options': 'nosniff' };
  if (reply.status !== 204) headers['content-length'] = String(length);
  giveBackWhenClosed(response, reply);
  response.writeHead(reply.status, headers);
  if (request.method === 'HEAD') {
    response.end();
    return 0;
  }
  response.cork();
  for (const chunk of reply.chunks) response.write(chunk);
  response.uncork();
  response.end();
  return length;
}

/** A client may have hung up while its answer was looked for: then `close` is over and does not come again. */
function giveBackWhenClosed(response: ServerResponse, { sent }: Reply): void {
  if (sent === undefined) return;
  if (response.closed) sent();
  else response.once('close', sent);
}
