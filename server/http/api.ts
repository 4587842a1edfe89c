import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { compress } from 'hono/compress';
import { methodNotAllowed } from 'hono/method-not-allowed';
import type { Principal } from '#core/access';
import { newId } from '#core/kit';
import { clientAddress } from './auth/client-address.ts';
import { type Credential, credentialOf } from './auth/credential.ts';
import { isCrossSite, type OriginPolicy } from './auth/same-origin.ts';
import { mapError } from './errors/map-error.ts';
import { HttpProblem } from './errors/problem.ts';
import type { RateLimit } from './rate-limit.ts';
import { readBody } from './read-body.ts';
import type { FileReply, RawRequest, Route } from './route.ts';
import { routes } from './routes/index.ts';
import type { Services } from './services.ts';
import { withinRate } from './within-rate.ts';

interface ApiEnv {
  Bindings: HttpBindings;
  Variables: { requestId: string };
}

export interface ApiOptions {
  readonly services: Services;
  readonly origins: OriginPolicy;
  readonly behindProxy: boolean;
  /** How much may come from each address. */
  readonly addressRate: RateLimit;
  /** Finds whose a credential is, now. */
  readonly resolvePrincipal: (credential: Credential) => Promise<Principal | null>;
  /** Whether this server can do its work; `/readyz` shows it. */
  readonly isReady: () => Promise<boolean>;
}

/** Everything under `/api/`, and the two health checks. */
export function createApi(options: ApiOptions): Hono<ApiEnv> {
  const { services } = options;
  const app = new Hono<ApiEnv>();

  app.use(async (context, next) => {
    context.set('requestId', newId('req', services.random));
    await next();
    context.res.headers.set('X-Request-Id', context.get('requestId'));
    context.res.headers.set('Cache-Control', 'no-store');
  });
  app.use(
    methodNotAllowed({
      app,
      onMethodNotAllowed: (_, methods) =>
        new HttpProblem('method_not_allowed', { headers: { Allow: methods.join(', ') } }).toResponse(),
    }),
  );
  // The one large answer. It repeats nothing of the request, so its size tells nothing (unlike in the BREACH attack).
  app.use('/api/map', compress());
  app.onError((error, context) =>
    mapError(error, { requestId: context.get('requestId'), log: services.log }).toResponse(),
  );
  app.notFound(() => new HttpProblem('not_found').toResponse());

  app.get('/healthz', (context) => context.json({ status: 'ok' }));
  app.get('/readyz', async (context) =>
    (await options.isReady())
      ? context.json({ status: 'ready' })
      : context.json({ status: 'not_ready' }, 503, { 'Retry-After': '1' }),
  );
  for (const route of routes) mount(app, route, options);
  return app;
}

function mount(app: Hono<ApiEnv>, route: Route, options: ApiOptions): void {
  const path = route.path.replaceAll(/\{(\w+)\}/g, ':$1');
  app.on(route.method.toUpperCase(), path, async (context) => {
    const request = rawRequest(context, options);
    // What sources may send is limited by their own rates, once it is known whose it is.
    if (route.access !== 'source') withinRate(options.addressRate, request.address, 1, 'too_many_requests');
    // A source or a key is shown with every request, and no browser can be made to do that for somebody.
    const { carrier } = credentialFrom(context, options.services);
    if (route.access !== 'source' && carrier === 'cookie') refuseCrossSite(context, options.origins);
    const { body, setCookie = [], location, file } = await route.run(request, options.services);
    const answer = location === undefined ? answerOf(context, body, file) : context.redirect(location);
    for (const cookie of [setCookie].flat()) answer.headers.append('Set-Cookie', cookie);
    return answer;
  });
}

function answerOf(context: Context<ApiEnv>, body: unknown, file?: FileReply): Response {
  if (file !== undefined) return fileAnswer(file);
  return body === null ? context.body(null, 204) : context.json(body);
}

/** What fails half-way breaks the connection off, so that nobody takes half a file for the whole. */
function fileAnswer({ name, type, lines }: FileReply): Response {
  return new Response(streamOf(lines), {
    headers: { 'Content-Type': type, 'Content-Disposition': `attachment; filename="${name}"` },
  });
}

/** Makes the next piece when the one before is on its way. */
function streamOf(lines: AsyncIterable<string>): ReadableStream<Uint8Array> {
  const iterator = lines[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  return new ReadableStream({
    pull: async (controller) => {
      const next = await iterator.next();
      if (next.done) controller.close();
      else controller.enqueue(encoder.encode(next.value));
    },
    cancel: async () => {
      await iterator.return?.();
    },
  });
}

function refuseCrossSite({ req }: Context<ApiEnv>, origins: OriginPolicy): void {
  const header = (name: string) => req.header(name);
  if (!isCrossSite({ method: req.method, header }, origins)) return;
  const detail = `this server is not reached under the origin ${header('origin')}`;
  throw new HttpProblem('auth.cross_site', { detail });
}

function credentialFrom({ req }: Context<ApiEnv>, { cookie }: Services): Credential {
  return credentialOf(req.header('authorization'), cookie.read(req.header('cookie')));
}

function rawRequest(context: Context<ApiEnv>, options: ApiOptions): RawRequest {
  const { req, env } = context;
  const credential = credentialFrom(context, options.services);
  return {
    params: req.param(),
    query: req.query(),
    header: (name) => req.header(name),
    readBody: (bytesMax) => readBody(req.raw, bytesMax),
    address: clientAddress({
      behindProxy: options.behindProxy,
      forwardedFor: req.header('x-forwarded-for'),
      peerAddress: env.incoming.socket.remoteAddress,
    }),
    principal: async () => {
      const principal = await options.resolvePrincipal(credential);
      if (principal?.kind === 'integration')
        withinRate(options.services.keyRate, principal.userId, 1, 'integration.too_many');
      else if (principal !== null)
        withinRate(options.services.accountRate, principal.userId, 1, 'too_many_requests');
      return principal;
    },
  };
}
