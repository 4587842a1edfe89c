import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { type ControlServices, controlRoutes } from './routes.ts';

const LOOPBACK = '127.0.0.1';

/** The control API over HTTP. It has no password, so it is never on any other address than loopback. */
export class ControlServer {
  readonly #server: Server;

  /** @param options.port 0: any free one. @throws if it cannot be had */
  static async listen(options: ControlServices & { readonly port: number }): Promise<ControlServer> {
    const server = createAdaptorServer({ fetch: controlRoutes(options).fetch }) as Server;
    server.listen(options.port, LOOPBACK);
    await once(server, 'listening');
    return new ControlServer(server);
  }

  private constructor(server: Server) {
    this.#server = server;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  get url(): string {
    return `http://${LOOPBACK}:${this.port}`;
  }

  async close(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }
}
