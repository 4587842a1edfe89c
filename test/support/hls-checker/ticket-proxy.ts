import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A proxy that adds a ticket to every request, for players that cannot. */
export interface TicketProxy {
  readonly url: string;
  close(): Promise<void>;
}

/** @param headers made anew for every request */
export async function startTicketProxy(
  target: string,
  headers: () => { readonly authorization: string },
): Promise<TicketProxy> {
  const proxy = createServer((asked, answer) => {
    const passed = request(`${target}${asked.url}`, { headers: headers() }, (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(answer);
    });
    passed.on('error', () => answer.destroy());
    answer.on('close', () => passed.destroy());
    passed.end();
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  return {
    url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`,
    close: async () => {
      proxy.closeAllConnections();
      proxy.close();
    },
  };
}
