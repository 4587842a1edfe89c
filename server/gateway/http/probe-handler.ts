import type { IncomingMessage } from 'node:http';
import { type Hmac, type ProbeResponse, probeRequestSchema, verifyServiceToken } from '#core/contracts';
import { type CameraId, type Clock, fail, ok, type Result } from '#core/kit';
import type { ProbeResult } from '../session/index.ts';
import { bearerToken } from './bearer.ts';
import { jsonReply, problemReply, type Reply } from './reply.ts';

/** 200 camera ids and their JSON. */
const BODY_BYTES_MAX = 32 * 1024;

/** Cameras asked at once by one request. */
const PROBE_CONCURRENCY = 32;

export interface ProbeHandlerOptions {
  /** Rejects when the cameras cannot be looked up. */
  readonly probe: (
    cameraIds: readonly CameraId[],
    options: { readonly concurrency: number },
  ) => Promise<ProbeResult[]>;
  readonly hmac: Hmac;
  readonly clock: Clock;
}

/** Answers `POST /internal/probe`, which only our own roles may ask. */
export function createProbeHandler(
  options: ProbeHandlerOptions,
): (request: IncomingMessage) => Promise<Reply> {
  return async (request) => {
    const token = bearerToken(request.headers.authorization);
    if (token === null) return problemReply('ticket_missing');
    const verified = verifyServiceToken(token, options.hmac, options.clock.now());
    if (!verified.ok) return problemReply(verified.error === 'expired' ? 'ticket_expired' : 'ticket_invalid');
    const body = await readBody(request);
    if (!body.ok) return problemReply(body.error);
    const parsed = probeRequestSchema.safeParse(parseJson(body.value));
    if (!parsed.success) return problemReply('malformed_request');
    const { cameraIds } = parsed.data;
    const results = await options.probe(cameraIds, { concurrency: PROBE_CONCURRENCY }).catch(() => null);
    if (results === null) return problemReply('unavailable');
    const response: ProbeResponse = { results };
    return jsonReply(response);
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
