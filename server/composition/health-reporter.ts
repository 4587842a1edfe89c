import type { CameraHealthEvent } from '#core/camera';
import type { CameraId, Clock } from '#core/kit';
import type { Database } from '#db/database';
import { recordCameraHealth } from '#db/repositories';
import type { Logger } from '#server/config';
import type { StreamStatus, StreamStatusSink } from '#server/gateway';

const RETRY_MS = 2000;
/** Written together: after a power cut hundreds come and go at once. */
const BATCH_MAX = 200;

/**
 * Writes what the gateway sees of its streams into the cameras' health. The media path must never wait for the
 * database, so reports are only noted here and written in batches, one after the other; of several about one camera
 * the newest counts, which bounds the backlog by the number of cameras.
 */
export class HealthReporter implements StreamStatusSink {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #log: Logger;
  readonly #pending = new Map<CameraId, CameraHealthEvent>();
  readonly #closed = Promise.withResolvers<void>();
  #writing: Promise<void> | null = null;
  #closing = false;

  constructor(database: Database, clock: Clock, log: Logger) {
    this.#database = database;
    this.#clock = clock;
    this.#log = log;
  }

  report(cameraId: CameraId, _profile: string, status: StreamStatus): void {
    const event = healthEvent(status);
    if (event === null || this.#closing) return;
    this.#pending.set(cameraId, event);
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = null;
    });
  }

  /** Writes what is still noted, once; gives up on what the database does not take. */
  async close(): Promise<void> {
    this.#closing = true;
    this.#closed.resolve();
    await this.#writing;
  }

  async #writeAll(): Promise<void> {
    while (this.#pending.size > 0) {
      const batch = [...this.#pending].slice(0, BATCH_MAX);
      for (const [cameraId] of batch) this.#pending.delete(cameraId);
      const observations = batch.map(([cameraId, event]) => ({ cameraId, event }));
      try {
        await recordCameraHealth(this.#database, observations, this.#clock.now());
      } catch (error) {
        this.#log.warn({ err: error, cameras: batch.length }, 'camera health not recorded');
        if (this.#closing) return;
        for (const [cameraId, event] of batch) {
          if (!this.#pending.has(cameraId)) this.#pending.set(cameraId, event);
        }
        await this.#pause();
      }
    }
  }

  async #pause(): Promise<void> {
    const waited = new Promise<void>((resolve) => void this.#clock.after(RETRY_MS, resolve));
    await Promise.race([waited, this.#closed.promise]);
  }
}

/** What a stream's state says about its camera; null where it says nothing yet. */
function healthEvent(status: StreamStatus): CameraHealthEvent | null {
  if (status.state === 'live') return { type: 'answered', witness: 'stream' };
  if (status.reason === null) return null;
  return { type: 'failed', witness: 'stream', reason: status.reason };
}
