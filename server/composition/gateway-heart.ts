import { gatewayTiming } from '#core/gateways';
import type { Cancel, Clock } from '#core/kit';
import type { Database } from '#db/database';
import { forgetGateway, type GatewayHeartbeat, recordGateway } from '#db/repositories';
import type { Logger } from '#server/config';

export interface GatewayHeartOptions {
  readonly database: Database;
  readonly clock: Clock;
  readonly log: Logger;
  /** What is to be said now. */
  readonly read: () => GatewayHeartbeat;
}

/** Says in the database that this gateway lives. While that is away the gateway goes on, and says so again later. */
export class GatewayHeart {
  readonly #options: GatewayHeartOptions;
  #cancel: Cancel = () => {};
  #saying: Promise<void> = Promise.resolve();
  #closed = false;
  /** Whether this process has been heard of. */
  #isKnown = false;

  constructor(options: GatewayHeartOptions) {
    this.#options = options;
  }

  /** Says it for the first time, and then again and again. @returns when it was said, or could not be */
  start(): Promise<void> {
    this.#saying = this.#beat();
    return this.#saying;
  }

  /** Takes the gateway off the list, so that its viewers are sent elsewhere while it still answers them. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#cancel();
    await this.#saying;
    const { database, log, read } = this.#options;
    try {
      await forgetGateway(database, read().id);
    } catch (error) {
      log.warn({ err: error }, 'not taken off the list of gateways; it lapses by itself');
    }
  }

  async #beat(): Promise<void> {
    const { database, clock, log, read } = this.#options;
    try {
      await recordGateway(database, read(), !this.#isKnown);
      this.#isKnown = true;
    } catch (error) {
      log.warn({ err: error }, 'nobody could be told that this gateway lives');
    }
    if (this.#closed) return;
    this.#cancel = clock.after(gatewayTiming.heartbeatMs, () => {
      this.#saying = this.#beat();
    });
  }
}
