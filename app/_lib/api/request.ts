import type { ZodType } from 'zod';
import { problemSchema } from '#core/contracts';
import { createStore } from '../store/index.ts';
import { ApiError } from './api-error.ts';

export interface ApiRequest {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  /** How long to wait for the answer; 15 s unless told. */
  readonly timeLimitMs?: number;
}

/** Counts the answers that said the session is over, or owes something first; whoever shows pages for signed-in users listens. */
export const sessionRefusals = createStore(0);

const TIME_LIMIT_MS = 15_000;

/**
 * One call to the API; the session cookie goes along.
 * @returns the answer, checked against `schema`
 * @throws ApiError
 */
export async function request<T>(call: ApiRequest, schema: ZodType<T>): Promise<T> {
  const response = await send(call);
  const parsed = schema.safeParse(await readJson(response));
  if (!parsed.success) throw new ApiError({ kind: 'malformed' });
  return parsed.data;
}

/** One call whose answer has no body. */
export async function command(call: ApiRequest): Promise<void> {
  await send(call);
}

/** The part of an address after the question mark; what is not given is left out. */
export function queryText(query: object): string {
  const given = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return new URLSearchParams(given).toString();
}

async function send(call: ApiRequest): Promise<Response> {
  const limit = AbortSignal.timeout(call.timeLimitMs ?? TIME_LIMIT_MS);
  const response = await fetch(call.path, {
    method: call.method ?? 'GET',
    credentials: 'same-origin',
    cache: 'no-store',
    headers: call.body === undefined ? {} : { 'content-type': 'application/json' },
    body: call.body === undefined ? null : JSON.stringify(call.body),
    signal: call.signal === undefined ? limit : AbortSignal.any([call.signal, limit]),
  }).catch(() => {
    throw new ApiError({ kind: 'unreachable' });
  });
  if (response.ok) return response;
  const problem = problemSchema.safeParse(await readJson(response));
  // Without words of ours it comes from a proxy in front: to the reader the server is simply away.
  const isAway = response.status === 502 || response.status === 504;
  if (isAway && !problem.success) throw new ApiError({ kind: 'unreachable' });
  if (isRefusalOfSession(problem.data?.code)) sessionRefusals.set(sessionRefusals.get() + 1);
  throw new ApiError({
    kind: 'problem',
    status: response.status,
    problem: problem.success ? problem.data : null,
  });
}

function isRefusalOfSession(code: string | undefined): boolean {
  return code === 'auth.required' || code?.startsWith('auth.pending.') === true;
}

async function readJson(response: Response): Promise<unknown> {
  try {
    return await response.json();
  } catch {
    return undefined;
  }
}
