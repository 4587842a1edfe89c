import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { assertNever, type CameraId } from '#core/kit';
import type { FeedServer } from '../feed/index.ts';
import { corsHeaders, preflightHeaders } from './cors.ts';
import type { HttpCounters } from './http-counters.ts';
import type { HttpLimits } from './http-limits.ts';
import type { LiveRequest } from './live-handler.ts';
import { type ProblemCode, problems } from './problem.ts';
import { problemReply, type Reply, textReply } from './reply.ts';
import { type InternalCall, parseRoute, type Route } from './route.ts';
import { sendReply } from './send-reply.ts';

export interface GatewayServerOptions {
  readonly allowedOrigins: ReadonlySet<string>;
  readonly limits: HttpLimits;
  readonly counters: HttpCounters;
  readonly live: (request: LiveRequest) => Promise<Reply>;
  readonly internal: Readonly<Record<InternalCall, (request: IncomingMessage) => Promise<Reply>>>;
  readonly diagnostics: (request: IncomingMessage, cameraId: CameraId) => Reply;
  readonly feed: FeedServer;
  readonly clientAddress: (request: IncomingMessage) => string;
  /** Whether new viewers may come; not while the gateway stops. */
  readonly ready: () => boolean;
  readonly onError: (error: unknown) => void;
}

/** How late a timeout of headers or request may be noticed; Node's own 30 s would undo them. */
const TIMEOUT_CHECK_INTERVAL_MS = 1_000;

/** The gateway's public HTTP server: routes, CORS, limits. It knows nothing of video. */
export function createGatewayServer(options: GatewayServerOptions): Server {
  const { limits } = options;
  const server = createServer({
    maxHeaderSize: limits.headerBytes,
    headersTimeout: limits.headersTimeoutMs,
    requestTimeout: limits.requestTimeoutMs,
    connectionsCheckingInterval: TIMEOUT_CHECK_INTERVAL_MS,
    keepAliveTimeout: limits.idleTimeoutMs,
    noDelay: true,
  });
  server.maxConnections = limits.connections;
  server.setTimeout(limits.idleTimeoutMs);
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    void respond(options, request, response);
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    upgrade(options, request, socket, head);
  });
  return server;
}

async function respond(
  options: GatewayServerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const reply = await replyTo(options, request, response).catch((error: unknown) => {
    options.onError(error);
    return problemReply('internal');
  });
  const cors = corsHeaders(request.headers.origin, options.allowedOrigins);
  const bytes = sendReply(request, response, { ...reply, headers: { ...cors, ...reply.headers } });
  const { counters } = options;
  counters.bytesSent += bytes;
  counters.responses.set(reply.status, (counters.responses.get(reply.status) ?? 0) + 1);
}

async function replyTo(
  options: GatewayServerOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Reply> {
  const target = request.url ?? '';
  if (target.length > options.limits.urlLength) return problemReply('url_too_long');
  const [path = '', search = ''] = target.split('?', 2);
  const route = parseRoute(path);
  if (route === null) return problemReply('not_found');
  if (request.method === 'OPTIONS') return preflight(request, options.allowedOrigins);
  const reads = request.method === 'GET' || request.method === 'HEAD';
  if (route.name === 'internal' ? request.method !== 'POST' : !reads)
    return problemReply('method_not_allowed');
  return dispatch(options, route, request, response, search);
}

function dispatch(
  options: GatewayServerOptions,
  route: Route,
  request: IncomingMessage,
  response: ServerResponse,
  search: string,
): Reply | Promise<Reply> {
  switch (route.name) {
    case 'healthz':
      return textReply('ok\n');
    case 'readyz':
      return options.ready() ? textReply('ready\n') : problemReply('shutting_down');
    case 'internal':
      return options.internal[route.call](request);
    case 'diagnostics':
      return options.diagnostics(request, route.cameraId);
    case 'live': {
      if (!options.ready()) return problemReply('shutting_down');
      const waiting = new AbortController();
      // Only those who still wait need be told: an abort makes an error, a tenth of what a request costs.
      response.once('close', () => {
        if (!response.writableEnded) waiting.abort();
      });
      const { authorization } = request.headers;
      const address = options.clientAddress(request);
      return options.live({ route, query: new URLSearchParams(search), authorization, address, waiting });
    }
    default:
      return assertNever(route);
  }
}

function preflight(request: IncomingMessage, allowed: ReadonlySet<string>): Reply {
  const { origin } = request.headers;
  const known = origin !== undefined && allowed.has(origin);
  return { status: 204, headers: known ? preflightHeaders : {}, chunks: [] };
}

/**
 * Lets a WebSocket in. A browser always tells its origin, so a foreign page is refused; a client without one is no
 * browser, and like all others gets nothing without tickets.
 */
function upgrade(
  options: GatewayServerOptions,
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): void {
  socket.on('error', () => socket.destroy());
  const refusal = upgradeRefusal(options, request);
  if (refusal === null) {
    options.feed.upgrade(request, socket, head);
    return;
  }
  const { chunks } = problemReply(refusal);
  const lines = [
    `HTTP/1.1 ${problems[refusal]} Refused`,
    'Content-Type: application/problem+json',
    'Connection: close',
  ];
  socket.end(`${lines.join('\r\n')}\r\n\r\n${Buffer.concat(chunks).toString()}`);
}

function upgradeRefusal(options: GatewayServerOptions, request: IncomingMessage): ProblemCode | null {
  const { origin } = request.headers;
  if (request.url !== '/feed') return 'not_found';
  if (origin !== undefined && !options.allowedOrigins.has(origin)) return 'origin_refused';
  if (!options.ready()) return 'shutting_down';
  return options.feed.full ? 'overloaded' : null;
}
