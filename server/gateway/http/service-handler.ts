import type { IncomingMessage } from 'node:http';
import type { z } from 'zod';
import type { Hmac } from '#core/contracts';
import { type Clock, fail, ok, type Result } from '#core/kit';
import { jsonReply, problemReply, type Reply } from './reply.ts';
import { serviceTokenProblem } from './service-token.ts';

/** 200 camera ids and their JSON; every other request is smaller. */
const BODY_BYTES_MAX = 32 * 1024;

export interface ServicePorts {
  readonly hmac: Hmac;
  readonly clock: Clock;
  /** Told what went wrong on our side; requests, which may carry passwords, are never part of it. */
  readonly onError: (error: unknown) => void;
}

/**
 * Answers a POST that only our own roles may send: with a service token, and a JSON body as `schema` says.
 * @param answer its answer is sent as JSON; when it rejects, 503 `unavailable`
 */
export function createServiceHandler<Schema extends z.ZodType>(
  ports: ServicePorts,
  schema: Schema,
  answer: (request: z.output<Schema>) => Promise<object>,
): (request: IncomingMessage) => Promise<Reply> {
  return async (request) => {
    const problem = serviceTokenProblem(request, ports);
    if (problem !== null) return problemReply(problem);
    const body = await readBody(request);
    if (!body.ok) return problemReply(body.error);
    const parsed = schema.safeParse(parseJson(body.value));
    if (!parsed.success) return problemReply('malformed_request');
    try {
      return jsonReply(await answer(parsed.data));
    } catch (error) {
      ports.onError(error);
      return problemReply('unavailable');
    }
  };
}

/** What is left of a body that is too large is thrown away by the server, within its request timeout. */
function readBody(request: IncomingMessage): Promise<Result<string, 'body_too_large' | 'malformed_request'>> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.byteLength;
      if (size > BODY_BYTES_MAX) resolve(fail('body_too_large'));
      else chunks.push(chunk);
    });
    request.on('end', () => resolve(ok(Buffer.concat(chunks).toString())));
    request.on('error', () => resolve(fail('malformed_request')));
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
