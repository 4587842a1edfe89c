import type { StreamSource } from '#core/camera';
import type { ProbeOutcome } from '#core/contracts';
import type { CameraId } from '#core/kit';
import type { ConnectBudget, ConnectPermit } from './connect-budget.ts';
import { offlineReasonOf } from './offline-reason.ts';
import type { CameraDirectory } from './ports.ts';
import { type ProbePorts, probeCamera } from './probe-camera.ts';
import type { RefusedPasswords } from './refused-passwords.ts';

/** A sweep asks every camera every minute; one that refused the password must not be locked out by it. */
const REFUSED_QUIET_MS = 30 * 60_000;

export interface ProbeResult {
  readonly cameraId: CameraId;
  readonly outcome: ProbeOutcome;
}

export interface ProbeSweepOptions extends ProbePorts {
  readonly directory: CameraDirectory;
  readonly budget: ConnectBudget;
  readonly refusedPasswords: RefusedPasswords;
  /** A camera whose pictures flow this moment need not be asked. */
  readonly isLive: (cameraId: CameraId) => boolean;
}

/** Probes cameras, `concurrency` at a time; results are in the order of the ids. @throws if the directory does */
export async function probeSweep(
  cameraIds: readonly CameraId[],
  concurrency: number,
  options: ProbeSweepOptions,
): Promise<ProbeResult[]> {
  const results: ProbeResult[] = [];
  const remaining = cameraIds.entries();
  const probeRemaining = async (): Promise<void> => {
    for (const [index, cameraId] of remaining) {
      results[index] = { cameraId, outcome: await probeOne(cameraId, options) };
    }
  };
  const workers = Math.max(1, Math.min(concurrency, cameraIds.length));
  await Promise.all(Array.from({ length: workers }, probeRemaining));
  return results;
}

async function probeOne(cameraId: CameraId, options: ProbeSweepOptions): Promise<ProbeOutcome> {
  const { directory, budget, refusedPasswords, clock, isLive } = options;
  if (isLive(cameraId)) return 'answered';
  const source = await directory.find(cameraId, 'main');
  if (source === null) return 'unknown_camera';
  if (budget.isFull(source)) return offlineReasonOf('busy');
  const permit = await permitFor(source, budget);
  try {
    if (!refusedPasswords.mayTry(source, clock.monotonicMs(), REFUSED_QUIET_MS)) return 'unauthorized';
    const outcome = await probeCamera(source, options);
    if (outcome === 'answered') refusedPasswords.accepted(source);
    if (outcome === 'unauthorized') refusedPasswords.refused(source, clock.monotonicMs());
    return outcome;
  } finally {
    permit.release();
  }
}

function permitFor(source: StreamSource, budget: ConnectBudget): Promise<ConnectPermit> {
  return new Promise((resolve) => {
    const permit: ConnectPermit = budget.request(source, () => queueMicrotask(() => resolve(permit)));
  });
}
