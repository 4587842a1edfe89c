import { decodeFeedFrame, type FeedRequest } from '#core/contracts';
import type { Cancel, Clock } from '#core/kit';
import { Backoff } from '../time/index.ts';
import type { FeedSocket, OpenFeedSocket } from './feed-socket.ts';
import { FeedSubscription, type FeedSubscriptionOptions } from './feed-subscription.ts';

export interface FeedConnectionOptions {
  readonly url: string;
  readonly openSocket: OpenFeedSocket;
  readonly clock: Clock;
  readonly random: () => number;
  /** Told when the last subscription has been gone for a while, so that the owner can forget the connection. */
  readonly onIdle: () => void;
}

/** Between two layouts the wall has no tile for a moment; the socket survives that. */
const IDLE_CLOSE_MS = 5_000;
/** A socket that lived this long was a good one: the next failure starts with short delays again. */
const SETTLED_MS = 10_000;
/** A feed that never opened in so many attempts is taken to be blocked on the way, and viewers are told so. */
const UNAVAILABLE_AFTER_ATTEMPTS = 3;
/** Parts come five times a second: so long without a byte, in mid-stream, and the socket is half-open. */
const SILENCE_MS = 10_000;

/** One WebSocket to one gateway, shared by all tiles whose cameras that gateway carries. */
export class FeedConnection {
  readonly #options: FeedConnectionOptions;
  readonly #subscriptions = new Map<number, FeedSubscription>();
  readonly #backoff: Backoff;
  #socket: FeedSocket | null = null;
  #isOpen = false;
  /** Once it did, a failure means that the gateway is away, and every other way with it. */
  #hasOpened = false;
  #openedAtMs = 0;
  #nextStreamId = 1;
  #retry: Cancel | null = null;
  #idle: Cancel | null = null;
  #watchdog: Cancel | null = null;
  /** Streams whose last word was a picture, so that silence would be odd. */
  readonly #flowing = new Set<number>();

  constructor(options: FeedConnectionOptions) {
    this.#options = options;
    this.#backoff = new Backoff({ firstMs: 500, maxMs: 5_000, random: options.random });
  }

  /** Wants a stream. It is asked for now, and again after every reconnect, until closed. */
  subscribe(options: FeedSubscriptionOptions): FeedSubscription {
    this.#idle?.();
    this.#idle = null;
    const id = this.#nextStreamId++;
    const subscription = new FeedSubscription(id, options, {
      send: (request) => this.#send(request),
      close: () => this.#drop(id),
    });
    this.#subscriptions.set(id, subscription);
    if (this.#isOpen) subscription.start();
    else if (this.#socket === null && this.#retry === null) this.#connect();
    return subscription;
  }

  #connect(): void {
    this.#retry = null;
    this.#socket = this.#options.openSocket(this.#options.url, {
      onOpen: () => this.#opened(),
      onMessage: (bytes) => this.#received(bytes),
      onClose: () => this.#closed(),
    });
  }

  #opened(): void {
    this.#isOpen = true;
    this.#hasOpened = true;
    this.#openedAtMs = this.#options.clock.monotonicMs();
    for (const subscription of [...this.#subscriptions.values()]) subscription.start();
  }

  #received(bytes: Uint8Array<ArrayBuffer>): void {
    const frame = decodeFeedFrame(bytes);
    // A frame that cannot be read shows up as a hole in its stream's sequence, and that has its own cure.
    if (!frame.ok || !this.#subscriptions.has(frame.value.streamId)) return;
    if (frame.value.type === 'part') this.#flowing.add(frame.value.streamId);
    else this.#flowing.delete(frame.value.streamId);
    this.#watch();
    this.#subscriptions.get(frame.value.streamId)?.receive(frame.value);
  }

  #watch(): void {
    this.#watchdog?.();
    this.#watchdog = null;
    if (this.#flowing.size === 0) return;
    this.#watchdog = this.#options.clock.after(SILENCE_MS, () => this.#socket?.close());
  }

  #closed(): void {
    const { clock } = this.#options;
    if (this.#isOpen && clock.monotonicMs() - this.#openedAtMs > SETTLED_MS) this.#backoff.reset();
    this.#isOpen = false;
    this.#socket = null;
    this.#flowing.clear();
    this.#watch();
    if (this.#subscriptions.size === 0) return;
    this.#retry = clock.after(this.#backoff.nextMs(), () => this.#connect());
    const unavailable = !this.#hasOpened && this.#backoff.attempt >= UNAVAILABLE_AFTER_ATTEMPTS;
    for (const subscription of [...this.#subscriptions.values()]) subscription.lost(unavailable);
  }

  #drop(id: number): void {
    this.#flowing.delete(id);
    this.#watch();
    if (!this.#subscriptions.delete(id) || this.#subscriptions.size > 0) return;
    this.#idle = this.#options.clock.after(IDLE_CLOSE_MS, () => {
      this.#retry?.();
      this.#retry = null;
      this.#socket?.close();
      this.#options.onIdle();
    });
  }

  #send(request: FeedRequest): void {
    if (this.#isOpen) this.#socket?.send(JSON.stringify(request));
  }
}
