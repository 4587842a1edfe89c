import type { StreamProfile } from '#core/camera';
import { type CameraId, type Cancel, type Clock, fail, type Log, type Result } from '#core/kit';
import type { Lease } from './lease.ts';
import type { StreamKey, WarmDirectory } from './ports.ts';
import { type AcquireFailure, sessionName } from './session-registry.ts';

/** How soon a stream that is marked, or no longer, is held or let go. */
const LOOK_EVERY_MS = 15_000;

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
  readonly #held = new Map<string, Pick<Lease<unknown>, 'release'>>();
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

  async #hold(marked: readonly StreamKey[]): Promise<void> {
    const wanted = new Map(
      marked
        .slice(0, this.#options.streamsMax)
        .map((stream) => [sessionName(stream.cameraId, stream.profile), stream]),
    );
    for (const [name, lease] of this.#held) {
      if (wanted.has(name)) continue;
      this.#held.delete(name);
      lease.release();
    }
    for (const [name, stream] of wanted) {
      if (this.#closed) return;
      if (!this.#held.has(name)) await this.#take(name, stream);
    }
  }

  /** What cannot be had now is asked for again at the next look. */
  async #take(name: string, { cameraId, profile }: StreamKey): Promise<void> {
    const lease = await this.#options
      .acquire(cameraId, profile)
      .catch((): Result<never, AcquireFailure> => fail('unavailable'));
    if (!lease.ok) return;
    if (this.#closed) lease.value.release();
    else this.#held.set(name, lease.value);
  }
}
