import { z } from 'zod';
import {
  type Diagnostics,
  type DiscoveredDevice,
  diagnosticsSchema,
  discoverySchema,
  type Hmac,
  type InspectOutcome,
  type InspectRequest,
  inspectOutcomeSchema,
  type PreviewOutcome,
  type PreviewRequest,
  type PtzOutcome,
  type PtzRequest,
  previewOutcomeSchema,
  ptzOutcomeSchema,
  signServiceToken,
} from '#core/contracts';
import type { CameraId, Clock, Log } from '#core/kit';
import { HttpProblem } from './errors/problem.ts';

/**
 * What the gateway does with devices on behalf of people: it alone reaches the cameras' network.
 * Every call @throws HttpProblem `gateway.away` when the gateway does not answer, or not as agreed.
 */
export interface CameraGateway {
  discover(): Promise<readonly DiscoveredDevice[]>;
  inspect(request: InspectRequest): Promise<InspectOutcome>;
  preview(request: PreviewRequest): Promise<PreviewOutcome>;
  ptz(request: PtzRequest): Promise<PtzOutcome>;
  diagnostics(cameraId: CameraId): Promise<Diagnostics>;
}

export interface CameraGatewayOptions {
  /** Where our own roles reach the gateway. */
  readonly url: string;
  /** Signs service tokens; the gateway holds the same key. */
  readonly hmac: Hmac;
  readonly clock: Clock;
  readonly log: Log;
}

/** The gateway gives a slow device ten seconds. */
const ANSWER_TIMEOUT_MS = 15_000;
const RETRY_AFTER_S = '2';

/** The gateway behind `{url}/internal/…`. What is sent holds credentials, so neither it nor an answer is logged. */
export function httpCameraGateway(options: CameraGatewayOptions): CameraGateway {
  return {
    discover: async () => (await ask(options, '/internal/devices/discover', {}, discoverySchema)).devices,
    inspect: (request) => ask(options, '/internal/devices/inspect', request, inspectOutcomeSchema),
    preview: (request) => ask(options, '/internal/devices/preview', request, previewOutcomeSchema),
    ptz: (request) => ask(options, '/internal/ptz', request, ptzOutcomeSchema),
    diagnostics: (cameraId) => ask(options, `/internal/diagnostics/${cameraId}`, null, diagnosticsSchema),
  };
}

/** @param body null for a GET */
async function ask<Answer>(
  { url, hmac, clock, log }: CameraGatewayOptions,
  path: string,
  body: object | null,
  schema: z.ZodType<Answer>,
): Promise<Answer> {
  try {
    const response = await fetch(new URL(path, url), {
      method: body === null ? 'GET' : 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${signServiceToken(hmac, clock.now())}`,
      },
      body: body === null ? null : JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_TIMEOUT_MS),
    });
    if (!response.ok) throw new Error(`status ${response.status}`);
    return schema.parse(await response.json());
  } catch (error) {
    log.warn({ path, reason: reasonOf(error) }, 'the gateway was of no help');
    throw new HttpProblem('gateway.away', { headers: { 'Retry-After': RETRY_AFTER_S } });
  }
}

/** In words that hold nothing of what was sent or answered; a syntax error would quote it. */
function reasonOf(error: unknown): string {
  if (error instanceof z.ZodError) return `wrong field ${error.issues[0]?.path.join('.')}`;
  if (error instanceof SyntaxError) return 'not JSON';
  if (!(error instanceof Error)) return 'unknown';
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
