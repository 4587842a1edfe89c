import type { StreamProfile } from '#core/camera';
import { type CameraId, type Cancel, type Clock, fail, type Log, type Result } from '#core/kit';
import type { Lease } from './lease.ts';
import type { WarmDirectory } from './ports.ts';
import type { AcquireFailure } from './session-registry.ts';

/** How soon a camera that is marked, or no longer, is held or let go. */
const LOOK_EVERY_MS = 15_000;

/** What walls show first. */
const PROFILE: StreamProfile = 'sub';

export interface WarmStreamsOptions {
  readonly directory: WarmDirectory;
  readonly acquire: (
    cameraId: CameraId,
    profile: StreamProfile,
  ) => Promise<Result<Pick<Lease<unknown>, 'release'>, AcquireFailure>>;
  readonly clock: Clock;
  readonly log: Log;
  /** Streams held at most; of more, the first that the directory names. */
  readonly streamsMax: number;
}

/**
 * Watches cameras that are to be kept warm, as one more viewer of each: their last pictures are in memory, and whoever
 * looks has a picture at once. What becomes of such a stream when its camera fails is the session's affair.
 */
export class WarmStreams {
  readonly #options: WarmStreamsOptions;
  readonly #held = new Map<CameraId, Pick<Lease<unknown>, 'release'>>();
  #cancelLook: Cancel = () => {};
  #closed = false;

  constructor(options: WarmStreamsOptions) {
    this.#options = options;
    void this.#look();
  }

  get size(): number {
    return this.#held.size;
  }

  /** Lets all of them go. */
  close(): void {
    this.#closed = true;
    this.#cancelLook();
    for (const lease of this.#held.values()) lease.release();
    this.#held.clear();
  }

  async #look(): Promise<void> {
    const { directory, clock, log } = this.#options;
    try {
      await this.#hold(await directory.list());
    } catch (error) {
      // A directory that cannot be asked changes nothing.
      log.warn({ error: String(error) }, 'cameras to be kept warm are not known');
    }
    if (!this.#closed) this.#cancelLook = clock.after(LOOK_EVERY_MS, () => void this.#look());
  }

  async #hold(marked: readonly CameraId[]): Promise<void> {
    const wanted = new Set(marked.slice(0, this.#options.streamsMax));
    for (const [cameraId, lease] of this.#held) {
      if (wanted.has(cameraId)) continue;
      this.#held.delete(cameraId);
      lease.release();
    }
    for (const cameraId of wanted) {
      if (this.#closed) return;
      if (!this.#held.has(cameraId)) await this.#take(cameraId);
    }
  }

  /** What cannot be had now is asked for again at the next look. */
  async #take(cameraId: CameraId): Promise<void> {
    const lease = await this.#options
      .acquire(cameraId, PROFILE)
      .catch((): Result<never, AcquireFailure> => fail('unavailable'));
    if (!lease.ok) return;
    if (this.#closed) lease.value.release();
    else this.#held.set(cameraId, lease.value);
  }
}
