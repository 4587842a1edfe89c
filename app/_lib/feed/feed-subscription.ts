import type { StreamProfile } from '#core/camera';
import {
  type FeedEnd,
  type FeedFrame,
  type FeedGap,
  type FeedRequest,
  feedEndSchema,
  feedGapSchema,
} from '#core/contracts';
import { assertNever, type CameraId } from '#core/kit';

/** What happens on one stream of the feed. */
export type FeedEvent =
  | { readonly type: 'init' | 'part'; readonly frame: FeedFrame }
  | { readonly type: 'gap'; readonly gap: FeedGap; readonly sequence: number }
  | { readonly type: 'end'; readonly code: FeedEnd['code'] }
  /** The socket is gone; it will be opened again. `unavailable`: it has never opened so far. */
  | { readonly type: 'lost'; readonly unavailable: boolean };

export interface FeedSubscriptionOptions {
  readonly cameraId: CameraId;
  readonly profile: StreamProfile;
  /** The newest ticket; asked at every subscribe. */
  readonly ticket: () => string | null;
  readonly onEvent: (event: FeedEvent) => void;
}

export interface FeedSubscriptionPort {
  send(request: FeedRequest): void;
  close(): void;
}

/** One stream of a feed connection. Each start is a new numbering: frames of an older one are not mixed in. */
export class FeedSubscription {
  readonly #id: number;
  readonly #options: FeedSubscriptionOptions;
  readonly #port: FeedSubscriptionPort;
  #isClosed = false;

  constructor(id: number, options: FeedSubscriptionOptions, port: FeedSubscriptionPort) {
    this.#id = id;
    this.#options = options;
    this.#port = port;
  }

  /** Asks the gateway for the stream; again after an `end`, once there is a new ticket. */
  start(): void {
    const ticket = this.#options.ticket();
    if (this.#isClosed || ticket === null) return;
    const { cameraId, profile } = this.#options;
    this.#port.send({ op: 'subscribe', stream: this.#id, cameraId, profile, ticket });
  }

  /** Hands the gateway a newer ticket before the old one runs out. */
  renew(): void {
    const ticket = this.#options.ticket();
    if (!this.#isClosed && ticket !== null) this.#port.send({ op: 'renew', stream: this.#id, ticket });
  }

  /** Ends it. Nothing is heard of it afterwards. */
  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#port.send({ op: 'unsubscribe', stream: this.#id });
    this.#port.close();
  }

  /** A frame of this stream, from the connection. */
  receive(frame: FeedFrame): void {
    if (this.#isClosed) return;
    const event = readEvent(frame);
    if (event !== null) this.#options.onEvent(event);
  }

  /** The socket is gone, from the connection. */
  lost(unavailable: boolean): void {
    if (!this.#isClosed) this.#options.onEvent({ type: 'lost', unavailable });
  }
}

function readEvent(frame: FeedFrame): FeedEvent | null {
  switch (frame.type) {
    case 'init':
    case 'part':
      return { type: frame.type, frame };
    case 'gap': {
      const gap = feedGapSchema.safeParse(readJson(frame.payload));
      return gap.success ? { type: 'gap', gap: gap.data, sequence: frame.sequence } : null;
    }
    case 'end': {
      const end = feedEndSchema.safeParse(readJson(frame.payload));
      return end.success ? { type: 'end', code: end.data.code } : null;
    }
    default:
      return assertNever(frame.type);
  }
}

function readJson(payload: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(payload));
  } catch {
    return undefined;
  }
}
