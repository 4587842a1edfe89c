import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Log } from '#core/kit';
import type { createApi } from './api.ts';
import { HttpProblem, type ProblemCode } from './errors/problem.ts';
import type { Pages } from './pages/pages.ts';
import type { securityHeaders } from './pages/security-headers.ts';

export interface ListenerOptions {
  readonly api: ReturnType<typeof createApi>;
  /** `null` serves no pages. */
  readonly pages: Pages | null;
  readonly headersFor: ReturnType<typeof securityHeaders>;
  readonly log: Log;
}

const API_PATH = /^\/(api|healthz|readyz)(?=[/?]|$)/;

/** Splits requests between API and pages, and gives every answer its security headers. */
export function requestListener({ api, pages, headersFor, log }: ListenerOptions): RequestListener {
  const apiListener = getRequestListener(api.fetch, {
    overrideGlobalObjects: false,
    errorHandler: () => new HttpProblem('request.malformed').toResponse(),
  });
  return (request, response) => {
    const isApi = API_PATH.test(request.url ?? '');
    for (const [name, value] of Object.entries(headersFor(isApi ? 'api' : 'page'))) {
      response.setHeader(name, value);
    }
    const handled = isApi ? apiListener(request, response) : handlePage(pages, request, response);
    handled.catch((error: unknown) => {
      log.error({ err: error, url: request.url }, 'a page failed');
      if (response.headersSent) response.destroy();
      else refuse(response, 'internal');
    });
  };
}

async function handlePage(pages: Pages | null, request: IncomingMessage, response: ServerResponse) {
  if (pages === null) return refuse(response, 'not_found');
  // Pages are shells that are only ever read; no Server Action exists to be called.
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD');
    return refuse(response, 'method_not_allowed');
  }
  await pages.handle(request, response);
}

function refuse(response: ServerResponse, code: ProblemCode): void {
  const problem = new HttpProblem(code);
  response.writeHead(problem.status, { 'Content-Type': 'application/problem+json' });
  response.end(JSON.stringify(problem.toBody()));
}
