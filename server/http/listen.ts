import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StartError } from '#core/kit';

/** Another program has the port. */
export class PortTakenError extends StartError {
  override readonly name = 'PortTakenError';
  readonly port: number;

  constructor(host: string, port: number) {
    super(`Port ${port} of ${host} is taken by another program. Stop it, or set another port.`);
    this.port = port;
  }
}

/**
 * Starts listening.
 * @returns the port, which the system chose when 0 was asked for
 * @throws PortTakenError
 */
export async function listen(server: Server, host: string, port: number): Promise<number> {
  server.listen({ host, port });
  try {
    await once(server, 'listening');
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
    throw taken ? new PortTakenError(host, port) : error;
  }
  return (server.address() as AddressInfo).port;
}

/** Lets running requests end, for `graceMs` at most, then cuts what is left. */
export async function stopListening(server: Server, graceMs: number): Promise<void> {
  const cut = setTimeout(() => server.closeAllConnections(), graceMs);
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  await closed;
  clearTimeout(cut);
}
