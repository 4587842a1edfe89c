import type { StreamTicket } from '#core/contracts';
import { assertNever, type Cancel, type EpochMs } from '#core/kit';
import type { FeedEvent, FeedSubscription } from '../feed/index.ts';
import { Backoff } from '../time/index.ts';
import type { PictureSource, SinkFailure, SourceEvent, StreamingServices } from './picture-source.ts';
import { SequenceGate } from './sequence-gate.ts';
import type { StreamName } from './stream-name.ts';

/** What plays the frames; see FeedPipeline. A port, so that this file is tested without a browser. */
export interface FeedSink extends PictureSource {
  push(frame: Extract<FeedEvent, { type: 'init' | 'part' }>['frame']): void;
}

export interface FeedSourceOptions {
  readonly name: StreamName;
  readonly services: StreamingServices;
  readonly openSink: (onFailure: (failure: SinkFailure) => void) => FeedSink;
  readonly onEvent: (event: SourceEvent) => void;
}

/** Plays one stream of the wall feed: ticket, subscription, decoder, and the cure for whatever fails of them. */
export class FeedSource implements PictureSource {
  readonly #options: FeedSourceOptions;
  readonly #gate = new SequenceGate();
  readonly #backoff: Backoff;
  readonly #release: Cancel;
  #sink: FeedSink | null = null;
  #subscription: FeedSubscription | null = null;
  #feedUrl = '';
  /** The subscription was ended by the gateway and starts again with the next ticket. */
  #isEnded = false;
  #retry: Cancel | null = null;

  constructor(options: FeedSourceOptions) {
    this.#options = options;
    const { tickets, random } = options.services;
    this.#backoff = new Backoff({ firstMs: 500, maxMs: 15_000, random });
    this.#release = tickets.hold(options.name, (state) => {
      if (state.state === 'valid') this.#takeTicket(state.ticket);
      else if (state.state === 'refused') options.onEvent({ type: 'refused' });
    });
  }

  captureAt(mediaTimeS: number): EpochMs | null {
    return this.#sink?.captureAt(mediaTimeS) ?? null;
  }

  newestArrivedMs(): EpochMs | null {
    return this.#sink?.newestArrivedMs() ?? null;
  }

  hasSound(): boolean {
    return this.#sink?.hasSound() ?? false;
  }

  dispose(): void {
    this.#retry?.();
    this.#release();
    this.#subscription?.close();
    this.#sink?.dispose();
  }

  #takeTicket(ticket: StreamTicket): void {
    this.#options.onEvent({ type: 'allowed' });
    if (this.#subscription === null || ticket.feedUrl !== this.#feedUrl) this.#subscribe(ticket.feedUrl);
    else if (this.#isEnded) this.#restart();
    else this.#subscription.renew();
  }

  #subscribe(feedUrl: string): void {
    this.#subscription?.close();
    this.#feedUrl = feedUrl;
    this.#isEnded = false;
    this.#gate.restart();
    const { name, services } = this.#options;
    this.#subscription = services.feeds.subscribe(feedUrl, {
      ...name,
      ticket: () => services.tickets.newest(name)?.ticket ?? null,
      onEvent: (event) => this.#receive(event),
    });
  }

  #restart(): void {
    this.#isEnded = false;
    this.#gate.restart();
    this.#subscription?.start();
  }

  #receive(event: FeedEvent): void {
    switch (event.type) {
      case 'init':
      case 'part':
        this.#play(event.frame);
        break;
      case 'gap':
        this.#gate.skip(event.sequence);
        this.#options.onEvent(event);
        break;
      case 'end':
        this.#ended(event.code);
        break;
      case 'lost':
        this.#lost(event.unavailable);
        break;
      default:
        assertNever(event);
    }
  }

  #play(frame: Extract<FeedEvent, { type: 'init' | 'part' }>['frame']): void {
    if (!this.#gate.admit(frame)) return;
    if (this.#sink === null) {
      if (frame.type !== 'init') return;
      this.#sink = this.#options.openSink((failure) => this.#sinkFailed(failure));
    }
    this.#sink.push(frame);
    if (frame.type === 'part') this.#backoff.reset();
  }

  #ended(code: Extract<FeedEvent, { type: 'end' }>['code']): void {
    this.#isEnded = true;
    const { name, services } = this.#options;
    if (code === 'unauthorized') {
      services.tickets.renew(name);
      return;
    }
    if (code === 'revoked') {
      services.tickets.renewRevoked(name);
      return;
    }
    if (code === 'not_found') this.#options.onEvent({ type: 'refused' });
    // The gateway has no room, no such camera, or goes away: later, and perhaps through another one.
    this.#later(() => services.tickets.renew(name));
  }

  /** The connection comes back by itself; a new ticket says whether the camera has moved to another gateway. */
  #lost(unavailable: boolean): void {
    this.#gate.restart();
    const { name, services } = this.#options;
    services.tickets.renew(name);
    if (unavailable) this.#options.onEvent({ type: 'unavailable' });
  }

  /**
   * Decoder or buffer gave up: a new one, from a fresh init segment, after a moment. So too for a codec that cannot be
   * played: the camera may be set to another.
   */
  #sinkFailed(failure: SinkFailure): void {
    if (failure === 'unplayable') this.#options.onEvent({ type: 'unplayable' });
    this.#sink?.dispose();
    this.#sink = null;
    this.#subscription?.close();
    this.#later(() => this.#subscribe(this.#feedUrl));
  }

  #later(run: () => void): void {
    this.#retry?.();
    this.#retry = this.#options.services.clock.after(this.#backoff.nextMs(), run);
  }
}
