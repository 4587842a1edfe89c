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
import type { GatewayPlace, GatewayWatch } from '#core/gateways';
import type { CameraId, Clock, Log } from '#core/kit';
import { HttpProblem } from './errors/problem.ts';

/**
 * What gateways do with devices on behalf of people: they alone reach the cameras' network. What concerns a camera is
 * asked of its gateway; what concerns an address, always of the same one, which so learns of refused passwords.
 * Every call @throws HttpProblem `gateway.away` when the gateway does not answer, or not as agreed.
 */
export interface CameraGateway {
  discover(): Promise<readonly DiscoveredDevice[]>;
  inspect(request: InspectRequest): Promise<InspectOutcome>;
  /** @returns with the gateway that keeps the preview */
  preview(request: PreviewRequest): Promise<{ outcome: PreviewOutcome; place: GatewayPlace }>;
  ptz(request: PtzRequest): Promise<PtzOutcome>;
  diagnostics(cameraId: CameraId): Promise<Diagnostics>;
}

export interface CameraGatewayOptions {
  readonly gateways: GatewayWatch;
  /** Signs service tokens; gateways hold the same key. */
  readonly hmac: Hmac;
  readonly clock: Clock;
  readonly log: Log;
}

/** The gateway gives a slow device ten seconds. */
const ANSWER_TIMEOUT_MS = 15_000;
const RETRY_AFTER_S = '2';

/** Gateways behind `{url}/internal/…`. What is sent holds credentials, so neither it nor an answer is logged. */
export function httpCameraGateway(options: CameraGatewayOptions): CameraGateway {
  const at = (key: string): Gateway => ({ ...options, place: options.gateways.for(key) });
  return {
    discover: async () =>
      (await ask(at('discovery'), '/internal/devices/discover', {}, discoverySchema)).devices,
    inspect: (request) =>
      ask(at(request.address.host), '/internal/devices/inspect', request, inspectOutcomeSchema),
    preview: async (request) => {
      const gateway = at(new URL(request.rtspUrl).hostname);
      const outcome = await ask(gateway, '/internal/devices/preview', request, previewOutcomeSchema);
      return { outcome, place: gateway.place };
    },
    ptz: (request) => ask(at(request.cameraId), '/internal/ptz', request, ptzOutcomeSchema),
    diagnostics: (cameraId) =>
      ask(at(cameraId), `/internal/diagnostics/${cameraId}`, null, diagnosticsSchema),
  };
}

/** One of them, and what it takes to ask it. */
interface Gateway extends Omit<CameraGatewayOptions, 'gateways'> {
  readonly place: GatewayPlace;
}

/** @param body null for a GET */
async function ask<Answer>(
  { place, hmac, clock, log }: Gateway,
  path: string,
  body: object | null,
  schema: z.ZodType<Answer>,
): Promise<Answer> {
  try {
    const response = await fetch(new URL(path, place.internalUrl), {
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
    log.warn({ path, gateway: place.id, reason: reasonOf(error) }, 'the gateway was of no help');
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
