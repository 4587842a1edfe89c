import type { Clock } from '#core/kit';
import { FeedConnection } from './feed-connection.ts';
import type { OpenFeedSocket } from './feed-socket.ts';
import type { FeedSubscription, FeedSubscriptionOptions } from './feed-subscription.ts';

export interface FeedHubOptions {
  readonly openSocket: OpenFeedSocket;
  readonly clock: Clock;
  readonly random: () => number;
}

/** All feed connections of the page: one a gateway, however many tiles. */
export class FeedHub {
  readonly #connections = new Map<string, FeedConnection>();
  readonly #options: FeedHubOptions;

  constructor(options: FeedHubOptions) {
    this.#options = options;
  }

  /** Wants a stream from the gateway at `url`. */
  subscribe(url: string, options: FeedSubscriptionOptions): FeedSubscription {
    const connection = this.#connections.get(url) ?? this.#open(url);
    return connection.subscribe(options);
  }

  #open(url: string): FeedConnection {
    const onIdle = () => this.#connections.delete(url);
    const connection = new FeedConnection({ ...this.#options, url, onIdle });
    this.#connections.set(url, connection);
    return connection;
  }
}
