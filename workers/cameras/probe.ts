import { type Hmac, type ProbeResponse, probeResponseSchema, signServiceToken } from '#core/contracts';
import type { CameraId, Clock } from '#core/kit';

/** Asks a gateway about cameras. Rejects when the gateway itself does not answer. */
export type Probe = (
  gatewayUrl: string,
  cameraIds: readonly CameraId[],
  signal: AbortSignal,
) => Promise<ProbeResponse['results']>;

/** A probe of a camera that hangs takes the gateway several seconds; of a hundred at once, no longer. */
const ANSWER_TIMEOUT_MS = 30_000;

/** Probes over `POST {gatewayUrl}/internal/probe`. */
export function gatewayProbe(hmac: Hmac, clock: Clock): Probe {
  return async (gatewayUrl, cameraIds, signal) => {
    const response = await fetch(new URL('/internal/probe', gatewayUrl), {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${signServiceToken(hmac, clock.now())}`,
      },
      body: JSON.stringify({ cameraIds }),
      redirect: 'error',
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_TIMEOUT_MS)]),
    });
    if (!response.ok) throw new Error(`the gateway answered a probe with status ${response.status}`);
    return probeResponseSchema.parse(await response.json()).results;
  };
}
