import type { IncomingMessage } from 'node:http';
import { type ProbeResponse, probeRequestSchema } from '#core/contracts';
import type { CameraId } from '#core/kit';
import type { ProbeResult } from '../session/index.ts';
import type { Reply } from './reply.ts';
import { createServiceHandler, type ServicePorts } from './service-handler.ts';

/** Cameras asked at once by one request. */
const PROBE_CONCURRENCY = 32;

export interface ProbeHandlerOptions extends ServicePorts {
  /** Rejects when the cameras cannot be looked up. */
  readonly probe: (
    cameraIds: readonly CameraId[],
    options: { readonly concurrency: number },
  ) => Promise<ProbeResult[]>;
}

/** Answers `POST /internal/probe`. */
export function createProbeHandler(
  options: ProbeHandlerOptions,
): (request: IncomingMessage) => Promise<Reply> {
  return createServiceHandler(options, probeRequestSchema, async ({ cameraIds }) => {
    const results = await options.probe(cameraIds, { concurrency: PROBE_CONCURRENCY });
    return { results } satisfies ProbeResponse;
  });
}
