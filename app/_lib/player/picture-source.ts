import type { FeedGap } from '#core/contracts';
import type { Clock, EpochMs } from '#core/kit';
import type { FeedHub } from '../feed/index.ts';
import type { StartQueue } from './start-queue.ts';
import type { TicketStore } from './ticket-store.ts';

/** `unplayable`: the browser does not decode this codec. `broken`: anything else. */
export type SinkFailure = 'unplayable' | 'broken';

/** What a source of pictures reports besides the pictures. */
export type SourceEvent =
  /** The gateway says why nothing flows just now. */
  | { readonly type: 'gap'; readonly gap: FeedGap }
  /** There is no such stream for this user. */
  | { readonly type: 'refused' }
  /** What comes is of a codec that this browser does not decode. */
  | { readonly type: 'unplayable' }
  /** Not refused any more. */
  | { readonly type: 'allowed' }
  /** This way of getting pictures does not work here; another may. */
  | { readonly type: 'unavailable' };

/** Something that plays one stream into one video element. */
export interface PictureSource {
  /** When the picture at this media time was taken, on the server's clock; `null` if that is not known. */
  captureAt(mediaTimeS: number): EpochMs | null;
  /** When the newest picture that has arrived was taken; `null` before the first, or where that is not known. */
  newestArrivedMs(): EpochMs | null;
  /** Whether there is sound beside the pictures. */
  hasSound(): boolean;
  dispose(): void;
}

/** What all players of the page share. */
export interface StreamingServices {
  readonly clock: Clock;
  readonly random: () => number;
  readonly serverNow: () => EpochMs;
  readonly tickets: TicketStore;
  readonly feeds: FeedHub;
  readonly starts: StartQueue;
}
