import type { Cancel, Clock, Log } from '#core/kit';
import { type GatewayPlace, gatewayTiming } from './gateway-place.ts';
import { rendezvous } from './rendezvous.ts';

export interface GatewayWatchOptions {
  /** Those whose heartbeat was heard lately. Rejects when nobody can be asked. */
  readonly list: () => Promise<readonly GatewayPlace[]>;
  /** Those there are by the settings: the first takes all cameras while no gateway is heard. */
  readonly configured: readonly [GatewayPlace, ...GatewayPlace[]];
  readonly clock: Clock;
  readonly log: Log;
}

/** How many addresses of gateways that come and go are remembered. */
const REMEMBERED_MAX = 64;

/**
 * Knows which gateways live, and which camera is whose. While nobody can say, what was known last holds: a gateway that
 * is gone costs its viewers a retry, a camera without one would cost them the picture.
 */
export class GatewayWatch {
  readonly #options: GatewayWatchOptions;
  #live: readonly GatewayPlace[] = [];
  /** Origins under which browsers have had streams, the newest last. */
  readonly #origins: Set<string>;
  #cancel: Cancel = () => {};
  #closed = false;

  constructor(options: GatewayWatchOptions) {
    this.#options = options;
    this.#origins = new Set(options.configured.map(originOf));
  }

  /** Looks, and goes on looking until closed. @returns after the first look */
  async start(): Promise<void> {
    await this.#look();
  }

  close(): void {
    this.#closed = true;
    this.#cancel();
  }

  /** The gateways that live; the first of the configured ones where none says so. */
  get live(): readonly GatewayPlace[] {
    return this.#live.length > 0 ? this.#live : this.#options.configured.slice(0, 1);
  }

  /** The gateway for a camera, or for whatever else is to stay in one place. */
  for(key: string): GatewayPlace {
    return rendezvous(this.#live, key) ?? this.#options.configured[0];
  }

  /** Origins that pages must be allowed to connect to: of all gateways that are or were. */
  get origins(): readonly string[] {
    return [...this.#origins];
  }

  async #look(): Promise<void> {
    const { list, log, clock } = this.#options;
    try {
      this.#live = await list();
      for (const place of this.#live) this.#remember(originOf(place));
    } catch (error) {
      if (!this.#closed)
        log.warn({ err: error }, 'cannot ask which gateways live; going on with those that did');
    }
    if (!this.#closed) this.#cancel = clock.after(gatewayTiming.watchMs, () => void this.#look());
  }

  #remember(origin: string): void {
    this.#origins.delete(origin);
    this.#origins.add(origin);
    const [oldest] = this.#origins;
    if (this.#origins.size > REMEMBERED_MAX && oldest !== undefined) this.#origins.delete(oldest);
  }
}

function originOf({ publicUrl }: GatewayPlace): string {
  return new URL(publicUrl).origin;
}
