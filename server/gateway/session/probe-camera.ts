import type { StreamSource } from '#core/camera';
import type { ProbeOutcome } from '#core/contracts';
import type { Clock } from '#core/kit';
import { type Connect, newRtspCounters, type OpenDatagramPorts, RtspClient } from '../rtsp/index.ts';
import { offlineReasonOf } from './offline-reason.ts';

const PROBE_TIMEOUT_MS = 5_000;

export interface ProbePorts {
  readonly connect: Connect;
  readonly openDatagrams: OpenDatagramPorts;
  readonly clock: Clock;
  readonly random: () => number;
}

/**
 * Asks a camera OPTIONS, then DESCRIBE, in 5 s at most; sets nothing up.
 * @returns `answered` on any session description, whatever is in it; else why there was none
 */
export async function probeCamera(source: StreamSource, ports: ProbePorts): Promise<ProbeOutcome> {
  const client = new RtspClient({
    ...ports,
    url: source.url,
    credentials: source.credentials,
    counters: newRtspCounters(),
    listener: { closed: () => {} },
  });
  let timedOut = false;
  const cancel = ports.clock.after(PROBE_TIMEOUT_MS, () => {
    timedOut = true;
    client.close();
  });
  try {
    const description = await client.describe();
    if (description.ok) return 'answered';
    return timedOut ? 'timeout' : offlineReasonOf(description.error.kind);
  } catch {
    return 'protocol_error';
  } finally {
    cancel();
    client.close();
  }
}
