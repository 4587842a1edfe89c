import type { IncomingMessage, ServerResponse } from 'node:http';

/** Whatever serves the pages: everything that is neither API nor socket. */
export interface Pages {
  readonly handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  readonly close: () => Promise<void>;
}
