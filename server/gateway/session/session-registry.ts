import type { StreamProfile } from '#core/camera';
import type { ProbeOutcome } from '#core/contracts';
import { type CameraId, fail, type Result } from '#core/kit';
import type { Lease } from './lease.ts';
import type { MediaSink } from './media-sink.ts';
import type { SessionRegistryOptions } from './session-registry-options.ts';
import type { SessionSnapshot } from './session-snapshot.ts';

/** `not_found`: the directory has no such camera. `unavailable`: it cannot be asked, or there is no room. */
export type AcquireFailure = 'not_found' | 'unavailable';

export interface ProbeResult {
  readonly cameraId: CameraId;
  readonly outcome: ProbeOutcome;
}

/** All sessions of one gateway: at most one per camera and profile, made by its first viewer. */
export class SessionRegistry<Output extends MediaSink> {
  readonly #options: SessionRegistryOptions<Output>;

  constructor(options: SessionRegistryOptions<Output>) {
    this.#options = options;
  }

  /** Takes a hold on a stream, starting it if need be. Resolves at once: pictures come when they come. */
  async acquire(cameraId: CameraId, profile: StreamProfile): Promise<Result<Lease<Output>, AcquireFailure>> {
    const source = await this.#options.directory.find(cameraId, profile).catch(() => null);
    return fail(source === null ? 'not_found' : 'unavailable');
  }

  /** Asks each camera for its session description, sharing the connect budgets with the sessions. */
  async probe(
    cameraIds: readonly CameraId[],
    options: { readonly concurrency: number },
  ): Promise<ProbeResult[]> {
    return options.concurrency > 0
      ? cameraIds.map((cameraId) => ({ cameraId, outcome: 'unknown_camera' }))
      : [];
  }

  /** Every session as it stands. */
  inspect(): SessionSnapshot[] {
    return [];
  }

  /** Ends every session and closes every output. */
  close(): void {}
}
