import type { StreamProfile } from '#core/camera';
import {
  type FeedEnd,
  type FeedRequest,
  feedRequestSchema,
  type Hmac,
  type TicketClaims,
} from '#core/contracts';
import { assertNever, type CameraId, type Cancel, type Clock, type Result } from '#core/kit';
import { type Revocations, readTicket } from '../revocation/index.ts';
import type { Viewer } from '../viewing/index.ts';
import type { FeedCounters } from './feed-counters.ts';
import type { FeedLimits } from './feed-limits.ts';
import type { FeedSocket } from './feed-socket.ts';
import { FeedSubscription } from './feed-subscription.ts';
import type { StreamFeed } from './stream-feed.ts';

/** A hold on a stream's feed. */
export interface FeedLease {
  readonly feed: StreamFeed;
  release(): void;
}

/** Where feeds come from. */
export type AcquireFeed = (
  cameraId: CameraId,
  profile: StreamProfile,
) => Promise<Result<FeedLease, 'not_found' | 'unavailable'>>;

export interface FeedConnectionOptions {
  readonly socket: FeedSocket;
  readonly acquire: AcquireFeed;
  readonly hmac: Hmac;
  readonly clock: Clock;
  readonly revocations: Revocations;
  /** @returns to be called with every part that is sent */
  readonly recorder: (viewer: Viewer) => () => void;
  /** Where the client is. */
  readonly address: string;
  readonly limits: FeedLimits;
  readonly counters: FeedCounters;
}

interface Entry {
  readonly cameraId: CameraId;
  readonly profile: StreamProfile;
  readonly subscription: FeedSubscription;
  lease: FeedLease | null;
  /** The newest ticket; null until one was good. */
  claims: TicketClaims | null;
  cancelExpiry: Cancel;
}

/** WebSocket close codes (RFC 6455, 7.4.1). */
const POLICY_VIOLATION = 1008;
const GOING_AWAY = 1001;

/** One client of the wall feed: its subscriptions, their tickets, and whether it still reads. */
export class FeedConnection {
  readonly #options: FeedConnectionOptions;
  readonly #entries = new Map<number, Entry>();
  readonly #stopListening: Cancel;
  #cancelTick: Cancel = () => {};
  #heardMs: number;
  /** Since when the socket is over its limit; null when it is not. */
  #overSinceMs: number | null = null;
  #closed = false;

  constructor(options: FeedConnectionOptions) {
    this.#options = options;
    this.#heardMs = options.clock.monotonicMs();
    this.#stopListening = options.revocations.onRevoked(() => this.#endRevoked());
    this.#scheduleTick();
  }

  /** A text message of the client. What breaks the protocol ends the connection. */
  message(text: string): void {
    if (this.#closed) return;
    this.heard();
    const request = feedRequestSchema.safeParse(parseJson(text));
    if (request.success) this.#handle(request.data);
    else this.#refuse('malformed request');
  }

  /** A sign of life, such as a pong. */
  heard(): void {
    this.#heardMs = this.#options.clock.monotonicMs();
  }

  /** The client broke the protocol in a way that only the socket sees, such as a binary message. */
  violated(what: string): void {
    this.#refuse(what);
  }

  /** The gateway stops: every stream ends with a frame that says so. */
  shutDown(): void {
    for (const streamId of [...this.#entries.keys()]) this.#end(streamId, 'shutting_down');
    this.#options.socket.close(GOING_AWAY, 'shutting down');
    this.disconnected();
  }

  /** The socket is gone; gives everything back. */
  disconnected(): void {
    this.#closed = true;
    this.#stopListening();
    this.#cancelTick();
    for (const streamId of [...this.#entries.keys()]) this.#drop(streamId);
  }

  #handle(request: FeedRequest): void {
    switch (request.op) {
      case 'subscribe':
        void this.#subscribe(request);
        return;
      case 'renew':
        this.#renew(request.stream, request.ticket);
        return;
      case 'unsubscribe':
        this.#drop(request.stream);
        return;
      default:
        assertNever(request);
    }
  }

  async #subscribe(request: Extract<FeedRequest, { op: 'subscribe' }>): Promise<void> {
    const { stream: streamId, cameraId, profile } = request;
    if (this.#entries.has(streamId)) {
      this.#refuse('stream id in use');
      return;
    }
    const entry: Entry = {
      cameraId,
      profile,
      subscription: this.#newSubscription(streamId),
      lease: null,
      claims: null,
      cancelExpiry: () => {},
    };
    if (this.#entries.size >= this.#options.limits.streamsPerSocket) {
      entry.subscription.end({ code: 'overloaded' });
      return;
    }
    this.#entries.set(streamId, entry);
    if (!this.#admit(streamId, entry, request.ticket)) return;
    this.#options.counters.subscriptions += 1;
    const acquired = await this.#options.acquire(cameraId, profile);
    const wanted = this.#entries.get(streamId) === entry;
    if (!acquired.ok) {
      if (wanted) this.#end(streamId, acquired.error === 'not_found' ? 'not_found' : 'overloaded');
    } else if (!wanted) acquired.value.release();
    else {
      entry.lease = acquired.value;
      acquired.value.feed.join(entry.subscription);
    }
  }

  /** The ticket of a subscription unknown to us says nothing: it ended while the message was under way. */
  #renew(streamId: number, ticket: string): void {
    const entry = this.#entries.get(streamId);
    if (entry !== undefined) this.#admit(streamId, entry, ticket);
  }

  /** Checks a ticket and lets the subscription live as long as it; else ends it. */
  #admit(streamId: number, entry: Entry, ticket: string): boolean {
    const { clock, hmac, revocations } = this.#options;
    const claims = readTicket(ticket, { hmac, nowMs: clock.now(), revocations });
    if (!claims.ok) return this.#end(streamId, claims.error === 'revoked' ? 'revoked' : 'unauthorized');
    if (!fits(claims.value, entry)) return this.#end(streamId, 'not_found');
    entry.subscription.record = this.#recorder(claims.value);
    entry.claims = claims.value;
    entry.cancelExpiry();
    entry.cancelExpiry = clock.after(claims.value.expiresAtMs - clock.now(), () => {
      this.#end(streamId, 'unauthorized');
    });
    return true;
  }

  #endRevoked(): void {
    for (const [streamId, { claims }] of [...this.#entries]) {
      if (claims !== null && this.#options.revocations.isRevoked(claims)) this.#end(streamId, 'revoked');
    }
  }

  #recorder({ sessionId, userId, cameraId, profile }: TicketClaims): () => void {
    const { recorder, address } = this.#options;
    return recorder({ sessionId, userId, cameraId, profile, address });
  }

  #newSubscription(streamId: number): FeedSubscription {
    const { socket, limits, counters } = this.#options;
    return new FeedSubscription({
      streamId,
      socket,
      bufferedBytesMax: limits.bufferedBytes,
      counters,
      onClosed: () => this.#end(streamId, 'shutting_down'),
    });
  }

  #end(streamId: number, code: FeedEnd['code']): false {
    const entry = this.#entries.get(streamId);
    this.#drop(streamId);
    entry?.subscription.end({ code });
    return false;
  }

  #drop(streamId: number): void {
    const entry = this.#entries.get(streamId);
    if (entry === undefined) return;
    this.#entries.delete(streamId);
    entry.cancelExpiry();
    entry.lease?.feed.leave(entry.subscription);
    entry.lease?.release();
  }

  #refuse(reason: string): void {
    this.#options.counters.protocolErrors += 1;
    this.#options.socket.close(POLICY_VIOLATION, reason);
    this.disconnected();
  }

  #scheduleTick(): void {
    const { clock, limits } = this.#options;
    this.#cancelTick = clock.after(limits.pingIntervalMs, () => this.#tick());
  }

  #tick(): void {
    const { clock, limits, socket, counters } = this.#options;
    const nowMs = clock.monotonicMs();
    const over = socket.bufferedBytes > limits.bufferedBytes;
    this.#overSinceMs = over ? (this.#overSinceMs ?? nowMs) : null;
    const stuck = this.#overSinceMs !== null && nowMs - this.#overSinceMs >= limits.stuckMs;
    if (stuck || nowMs - this.#heardMs >= limits.silentMs) {
      counters.socketsDropped += 1;
      socket.terminate();
      this.disconnected();
      return;
    }
    socket.ping();
    for (const entry of this.#entries.values()) entry.subscription.retry();
    this.#scheduleTick();
  }
}

function fits(claims: TicketClaims, entry: Entry): boolean {
  return claims.cameraId === entry.cameraId && claims.profile === entry.profile;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
