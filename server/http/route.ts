import { z } from 'zod';
import { type Action, type Principal, scopeFor } from '#core/access';
import type { Scope } from '#core/org';
import type { AuditedChange, Change } from '#db/repositories';
import type { Caller } from './auth/caller.ts';
import { signedBy } from './auth/source-signature.ts';
import { HttpProblem, type ProblemCode } from './errors/problem.ts';
import { parseJson } from './read-body.ts';
import type { Services } from './services.ts';

/** A request as the API hands it to a route: nothing in it has been checked. */
export interface RawRequest {
  readonly params: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly header: (name: string) => string | undefined;
  /** Reads the body, which must say that it is JSON. @throws HttpProblem when it is too large, or of another type */
  readonly readBody: (bytesMax: number) => Promise<Uint8Array>;
  /** Whom it came from, see client-address.ts. */
  readonly address: string;
  /** Who is asking, read from the database at most once a request. */
  readonly principal: () => Promise<Principal | null>;
}

/** What a route says about itself; the API document is made from it. */
interface Definition<Params, Query, Body, Answer> {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  /** OpenAPI style: `/api/cameras/{id}`. */
  readonly path: `/api/${string}`;
  readonly summary: string;
  readonly params?: z.ZodType<Params>;
  readonly query?: z.ZodType<Query>;
  readonly body?: z.ZodType<Body>;
  /** How large the body may be, where 64 KB do not do. */
  readonly bodyBytesMax?: number;
  /** `noContent` answers 204. Whatever the schema does not name never leaves the server. */
  readonly answer: z.ZodType<Answer>;
  /** Refusals beyond those every route has, for the API document. */
  readonly refusals?: readonly ProblemCode[];
}

export interface Reply<Answer> {
  readonly body: Answer;
  readonly setCookie?: string | readonly string[];
  /** Sends the browser there; for routes whose answer is `redirection`. */
  readonly location?: string;
  /** Sent piece by piece, to be saved; for routes whose answer is `download`. */
  readonly file?: FileReply;
}

/** A file that is made while it is sent. */
export interface FileReply {
  /** ASCII letters, digits, dots and hyphens. */
  readonly name: string;
  readonly type: string;
  readonly lines: AsyncIterable<string>;
}

interface Call<Params, Query, Body> {
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly address: string;
  readonly header: RawRequest['header'];
  readonly services: Services;
}
type SessionCall<Params, Query, Body> = Call<Params, Query, Body> & { readonly principal: Principal };
type SourceCall<Params, Query, Body> = Call<Params, Query, Body> & { readonly source: string };
export type ScopedCall<Params, Query, Body> = SessionCall<Params, Query, Body> & { readonly scope: Scope };

/**
 * Who may call: anyone, any session, one that owes nothing, a source that signs, or those who may do the action
 * somewhere.
 */
export type Access = 'anyone' | 'pending' | 'session' | 'source' | Action;

/** A route with its types closed over: it checks who asks, then what is asked, then answers. */
export interface Route extends Definition<unknown, unknown, unknown, unknown> {
  readonly access: Access;
  readonly run: (request: RawRequest, services: Services) => Promise<Reply<unknown>>;
}

export const noContent = z.null();
/** The answer of routes that a browser opens as pages: they send it on. */
export const redirection = z.null();
export const download = z.null();

const BODY_BYTES_MAX = 64 * 1024;
const SOURCE_BODY_BYTES_MAX = 1024 * 1024;
/** Enough to tell a telephone from a desk. */
const USER_AGENT_CHARACTERS_MAX = 256;

/** A route without a session. */
export function publicRoute<Params, Query, Body, Answer>(
  definition: Definition<Params, Query, Body, Answer>,
  handle: (call: Call<Params, Query, Body>) => Promise<Reply<Answer>>,
): Route {
  const run: Route['run'] = async (request, services) =>
    filtered(definition, await handle(await parse(definition, request, services)));
  return { ...definition, access: 'anyone', run };
}

/** A route for whoever is signed in, about themselves. Who still owes something is refused. */
export function sessionRoute<Params, Query, Body, Answer>(
  definition: Definition<Params, Query, Body, Answer>,
  handle: (call: SessionCall<Params, Query, Body>) => Promise<Reply<Answer>>,
): Route {
  const run: Route['run'] = async (request, services) => {
    const principal = complete(await signedIn(request));
    return filtered(definition, await handle({ ...(await parse(definition, request, services)), principal }));
  };
  return { ...definition, access: 'session', run };
}

/** A route for every session, that of somebody who still owes a second factor or a password of their own too. */
export function pendingRoute<Params, Query, Body, Answer>(
  definition: Definition<Params, Query, Body, Answer>,
  handle: (call: SessionCall<Params, Query, Body>) => Promise<Reply<Answer>>,
): Route {
  const run: Route['run'] = async (request, services) => {
    const principal = await signedIn(request);
    return filtered(definition, await handle({ ...(await parse(definition, request, services)), principal }));
  };
  return { ...definition, access: 'pending', run };
}

/** A route over records of the org tree: `scope` is where the caller may do `action`, and nowhere else. */
export function scopedRoute<Params, Query, Body, Answer>(
  action: Action,
  definition: Definition<Params, Query, Body, Answer>,
  handle: (call: ScopedCall<Params, Query, Body>) => Promise<Reply<Answer>>,
): Route {
  const run: Route['run'] = async (request, services) => {
    const principal = complete(await signedIn(request));
    const scope = scopeFor(principal, action);
    if (scope.paths.length === 0) throw new HttpProblem('access.forbidden');
    const call = await parse(definition, request, services);
    return filtered(definition, await handle({ ...call, principal, scope }));
  };
  return { ...definition, access: action, run };
}

/** A route for other systems: they have no session and sign what they send; `source` is the name of the one. */
export function sourceRoute<Params, Query, Body, Answer>(
  definition: Definition<Params, Query, Body, Answer>,
  handle: (call: SourceCall<Params, Query, Body>) => Promise<Reply<Answer>>,
): Route {
  const run: Route['run'] = async (request, services) => {
    const body = await request.readBody(SOURCE_BODY_BYTES_MAX);
    const source = await signedBy(request.header, body, services);
    const call = await parse(definition, { ...request, readBody: async () => body }, services);
    return filtered(definition, await handle({ ...call, source }));
  };
  return { ...definition, access: 'source', run };
}

/** Who changes something in a scoped route, where they may, and that it is now. */
export function changeOf({
  principal,
  scope,
  services,
}: Pick<ScopedCall<unknown, unknown, unknown>, 'principal' | 'scope' | 'services'>): Change {
  return { actor: principal.userId, scope, nowMs: services.clock.now() };
}

/** The same, for what the audit log tells of. */
export function auditedChangeOf(
  call: Pick<ScopedCall<unknown, unknown, unknown>, 'principal' | 'scope' | 'services' | 'address'>,
): AuditedChange {
  return { ...changeOf(call), actorName: call.principal.username, address: call.address };
}

/** Where a call comes from, for what begins with it. */
export function callerOf({
  address,
  header,
}: Pick<Call<unknown, unknown, unknown>, 'address' | 'header'>): Caller {
  return { address, userAgent: (header('user-agent') ?? '').slice(0, USER_AGENT_CHARACTERS_MAX) };
}

/** @throws HttpProblem with what the session still owes */
function complete(principal: Principal): Principal {
  if (principal.pending !== null) throw new HttpProblem(`auth.pending.${principal.pending}`);
  return principal;
}

async function signedIn(request: RawRequest): Promise<Principal> {
  const principal = await request.principal();
  if (principal === null) throw new HttpProblem('auth.required');
  return principal;
}

async function parse<Params, Query, Body, Answer>(
  definition: Definition<Params, Query, Body, Answer>,
  request: RawRequest,
  services: Services,
): Promise<Call<Params, Query, Body>> {
  const { address, header } = request;
  return {
    // An id that cannot exist is answered like one that does not.
    params: check(definition.params, request.params, 'not_found'),
    query: check(definition.query, request.query, 'query.invalid'),
    body: check(
      definition.body,
      definition.body && parseJson(await request.readBody(definition.bodyBytesMax ?? BODY_BYTES_MAX)),
      'body.invalid',
    ),
    address,
    header,
    services,
  };
}

/** Without a schema nothing is asked of the value, and nothing is given on. */
function check<Value>(schema: z.ZodType<Value> | undefined, value: unknown, code: ProblemCode): Value {
  if (schema === undefined) return undefined as Value;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  if (code === 'not_found') throw new HttpProblem(code);
  const errors = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  throw new HttpProblem(code, { errors });
}

function filtered<Answer>(
  definition: { readonly answer: z.ZodType<Answer> },
  reply: Reply<Answer>,
): Reply<Answer> {
  return { ...reply, body: definition.answer.parse(reply.body) };
}
