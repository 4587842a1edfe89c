import type { StreamProfile } from '#core/camera';
import { type CameraId, type Cancel, type Clock, fail, type Result } from '#core/kit';
import type { AcquireFailure, Lease } from '../session/index.ts';

/** Where holds on streams come from; the session registry is one. */
export interface StreamSourceOf<Output> {
  acquire(cameraId: CameraId, profile: StreamProfile): Promise<Result<Lease<Output>, AcquireFailure>>;
}

/** How long after the last request a stream is still held. A player asks at least once a target duration (4 s). */
const LINGER_MS = 10_000;

interface Hold<Output> {
  readonly acquired: Promise<Result<Lease<Output>, AcquireFailure>>;
  /** Requests under way. */
  users: number;
  cancelRelease: Cancel;
}

/**
 * HTTP viewers come and go with each request. All requests for one stream share one lease, which is given back some
 * seconds after the last of them.
 */
export class StreamHolds<Output> {
  readonly #source: StreamSourceOf<Output>;
  readonly #clock: Clock;
  readonly #holds = new Map<string, Hold<Output>>();

  constructor(source: StreamSourceOf<Output>, clock: Clock) {
    this.#source = source;
    this.#clock = clock;
  }

  /** Streams held now. */
  get size(): number {
    return this.#holds.size;
  }

  /** Runs `use` with the stream's output, which stays open at least until `use` is done. */
  async with<Value>(
    cameraId: CameraId,
    profile: StreamProfile,
    use: (output: Output) => Promise<Value>,
  ): Promise<Result<Value, AcquireFailure>> {
    const key = `${cameraId}/${profile}`;
    const hold = this.#holds.get(key) ?? this.#acquire(key, cameraId, profile);
    hold.users += 1;
    hold.cancelRelease();
    const lease = await hold.acquired;
    try {
      return lease.ok ? { ok: true, value: await use(lease.value.output) } : lease;
    } finally {
      this.#done(key, hold, lease.ok ? lease.value : null);
    }
  }

  /** Gives every lease back. */
  close(): void {
    for (const [key, hold] of this.#holds) {
      hold.cancelRelease();
      this.#holds.delete(key);
      void hold.acquired.then((lease) => lease.ok && lease.value.release());
    }
  }

  #acquire(key: string, cameraId: CameraId, profile: StreamProfile): Hold<Output> {
    const acquired = this.#source
      .acquire(cameraId, profile)
      .catch((): Result<Lease<Output>, AcquireFailure> => fail('unavailable'));
    const hold: Hold<Output> = { acquired, users: 0, cancelRelease: () => {} };
    this.#holds.set(key, hold);
    return hold;
  }

  #done(key: string, hold: Hold<Output>, lease: Lease<Output> | null): void {
    hold.users -= 1;
    if (hold.users > 0 || this.#holds.get(key) !== hold) return;
    if (lease === null) {
      this.#holds.delete(key);
      return;
    }
    hold.cancelRelease = this.#clock.after(LINGER_MS, () => {
      this.#holds.delete(key);
      lease.release();
    });
  }
}
