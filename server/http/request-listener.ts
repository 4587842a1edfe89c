import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import type { Log } from '#core/kit';
import type { createApi } from './api.ts';
import type { Random } from './auth/token.ts';
import { HttpProblem, type ProblemCode } from './errors/problem.ts';
import type { Pages } from './pages/pages.ts';
import type { SecurityHeaders } from './pages/security-headers.ts';

export interface ListenerOptions {
  readonly api: ReturnType<typeof createApi>;
  /** `null` serves no pages. */
  readonly pages: Pages | null;
  readonly headers: SecurityHeaders;
  readonly random: Random;
  readonly log: Log;
}

/**
 * A path from one slash on (RFC 9112, 3.2.1). Clients send nothing else to a server that is no proxy; Next would take
 * the host of an absolute target, or of one that begins with two slashes, for ours and send the caller there.
 */
const ORIGIN_FORM = /^\/(?![/\\])/;
const API_PATH = /^\/(api|healthz|readyz)(?=[/?]|$)/;

/** Splits requests between API and pages, and gives every answer its security headers. */
export function requestListener(options: ListenerOptions): RequestListener {
  const { api, headers, log } = options;
  const apiListener = getRequestListener(api.fetch, {
    overrideGlobalObjects: false,
    errorHandler: () => new HttpProblem('request.malformed').toResponse(),
  });
  return (request, response) => {
    if (!ORIGIN_FORM.test(request.url ?? '')) {
      response.setHeaders(new Map(Object.entries(headers.ofApi)));
      refuse(response, 'request.malformed');
      return;
    }
    if (API_PATH.test(request.url ?? '')) {
      response.setHeaders(new Map(Object.entries(headers.ofApi)));
      void apiListener(request, response); // answers its own errors
      return;
    }
    answerPage(options, request, response).catch((error: unknown) => {
      log.error({ err: error, url: request.url }, 'a page failed');
      if (response.headersSent) response.destroy();
      else refuse(response, 'internal');
    });
  };
}

async function answerPage(
  { pages, headers, random }: ListenerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const nonce = Buffer.from(random(new Uint8Array(16))).toString('base64');
  const pageHeaders = headers.ofPage(nonce);
  response.setHeaders(new Map(Object.entries(pageHeaders)));
  if (pages === null) return refuse(response, 'not_found');
  // Pages are shells that are only ever read; no Server Action exists to be called.
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.setHeader('Allow', 'GET, HEAD');
    return refuse(response, 'method_not_allowed');
  }
  // Next reads the nonce for its inline scripts from the request's policy, and would believe a client's.
  request.headers['content-security-policy'] = pageHeaders['Content-Security-Policy'];
  await pages.handle(request, response);
}

function refuse(response: ServerResponse, code: ProblemCode): void {
  const problem = new HttpProblem(code);
  response.writeHead(problem.status, { 'Content-Type': 'application/problem+json' });
  response.end(JSON.stringify(problem.toBody()));
}
