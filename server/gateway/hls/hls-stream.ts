import type { Clock } from '#core/kit';
import {
  buildStill,
  type InitSegment,
  type PackagerSink,
  type Part,
  TICKS_PER_SECOND,
} from '../fmp4/index.ts';
import {
  type DeliveryDirectives,
  type PlaylistEnd,
  type PlaylistPosition,
  reached,
  tooFarAhead,
} from './delivery-directives.ts';
import { PlaylistRenderer } from './playlist.ts';
import type { HlsResource } from './resource-name.ts';
import { WaitingRoom } from './waiting-room.ts';
import { HlsWindow } from './window.ts';

/**
 * `not_found`: no such thing, or no longer. `too_far`: asked for what is too far ahead to wait for. `not_ready`: it
 * did not come in time. `closed`: the stream ended.
 */
export type HlsFailure = 'not_found' | 'too_far' | 'not_ready' | 'closed';

/** Shared buffers to be sent one after the other. They do not change before `release`, which is to be called once they are sent. */
export type HlsAnswer =
  | { readonly ok: true; readonly chunks: readonly Uint8Array[]; readonly release: () => void }
  | { readonly ok: false; readonly failure: HlsFailure };

export interface HlsStreamOptions {
  readonly clock: Clock;
  /** In all URIs; differs from every other run of the stream. */
  readonly epoch: string;
  /** Higher than any of an earlier run, so that players that outlive a restart see a playlist that goes on. */
  readonly firstMediaSequence: number;
  /** How long a request may block: less than a player's own limit (10 s to the first byte in hls.js). */
  readonly deadlineMs: number;
}

/** One stream as low-latency HLS: takes parts in, answers requests. Nothing is built that nobody asks for. */
export class HlsStream implements PackagerSink {
  readonly #options: HlsStreamOptions;
  readonly #window: HlsWindow;
  readonly #waiting: WaitingRoom;
  readonly #renderer: PlaylistRenderer;
  #full: Buffer | null = null;
  #delta: Buffer | null = null;
  #lastKeyPart: Part | null = null;
  #still: Uint8Array | null = null;

  constructor(options: HlsStreamOptions) {
    this.#options = options;
    this.#window = new HlsWindow(options.firstMediaSequence, options.clock);
    this.#waiting = new WaitingRoom(options.clock);
    this.#renderer = new PlaylistRenderer(options.epoch);
  }

  /** Media bytes held in memory. */
  get byteLength(): number {
    return this.#window.byteLength;
  }

  /** Requests that are blocking. */
  get waiting(): number {
    return this.#waiting.size;
  }

  init(init: InitSegment): void {
    this.#window.addInit(init);
  }

  part(part: Part): void {
    this.#window.addPart(part);
    this.#full = null;
    this.#delta = null;
    if (part.independent) this.#keepForStill(part);
    this.#waiting.wake();
  }

  /** Lets go of everything; there are no answers any more. */
  close(): void {
    this.#waiting.close();
    this.#window.clear();
    this.#lastKeyPart?.memory.release();
    this.#lastKeyPart = null;
  }

  /**
   * The playlist, blocking as the directives ask. Before the first complete segment it blocks anyhow: players refuse
   * a playlist of parts alone (hls.js #6809), and EXT-X-GAP segments before them make none start sooner.
   */
  async playlist({ until, skip }: DeliveryDirectives, gone: AbortSignal): Promise<HlsAnswer> {
    let standing = this.#standing(until);
    const failure = await this.#wait(() => {
      standing = this.#standing(until);
      return standing !== 'ahead';
    }, gone);
    if (standing === 'too_far') return failed('too_far');
    return failure ?? found(this.#playlist(skip));
  }

  /** An init segment, part or segment. The part promised by the preload hint blocks until it is there. */
  async resource({ kind, epoch, number }: HlsResource, gone: AbortSignal): Promise<HlsAnswer> {
    if (epoch !== this.#options.epoch) return failed('not_found');
    if (kind === 'init') return found(bytesOf(this.#window.init(number)));
    if (kind === 'segment') return foundParts(this.#window.segment(number)?.parts);
    const part = (): HlsAnswer => {
      const there = this.#window.part(number);
      return foundParts(there === null ? undefined : [there]);
    };
    if (number !== this.#window.nextPartSequence) return part();
    return this.#when(() => this.#window.nextPartSequence > number, gone, part);
  }

  /** The init segment and the last key frame, as one file. */
  async still(gone: AbortSignal): Promise<HlsAnswer> {
    return this.#when(
      () => this.#lastKeyPart !== null,
      gone,
      () => found(this.#buildStill()),
    );
  }

  async #when(ready: () => boolean, gone: AbortSignal, answer: () => HlsAnswer): Promise<HlsAnswer> {
    return (await this.#wait(ready, gone)) ?? answer();
  }

  /** @returns null when `ready` holds, else why not */
  async #wait(ready: () => boolean, gone: AbortSignal): Promise<HlsAnswer | null> {
    const outcome = await this.#waiting.wait(ready, this.#options.deadlineMs, gone);
    if (outcome === 'closed' || this.#waiting.isClosed) return failed('closed');
    return outcome === 'ready' ? null : failed('not_ready');
  }

  #standing(until: PlaylistPosition | null): 'reached' | 'ahead' | 'too_far' {
    const end = this.#end();
    if (end === null) {
      // Nothing is complete yet, but where the numbering starts is known: the same two segments are the limit.
      const lastComplete = this.#options.firstMediaSequence - 1;
      return until !== null && until.mediaSequence > lastComplete + 2 ? 'too_far' : 'ahead';
    }
    if (until === null || reached(end, until)) return 'reached';
    return tooFarAhead(end, until) ? 'too_far' : 'ahead';
  }

  #end(): PlaylistEnd | null {
    const open = this.#window.open;
    if (open === null || this.#window.complete.length === 0) return null;
    const partTargetS = (open.parts[0]?.targetTicks ?? 0) / TICKS_PER_SECOND;
    return { mediaSequence: open.mediaSequence, partCount: open.parts.length, partTargetS };
  }

  /** Built once per part, and only when asked for. */
  #playlist(delta: boolean): Buffer | null {
    const open = this.#window.open;
    if (open === null) return null;
    const render = () => Buffer.from(this.#renderer.render(this.#window, open, delta));
    if (delta) {
      this.#delta ??= render();
      return this.#delta;
    }
    this.#full ??= render();
    return this.#full;
  }

  #keepForStill(part: Part): void {
    part.memory.retain();
    this.#lastKeyPart?.memory.release();
    this.#lastKeyPart = part;
    this.#still = null;
  }

  #buildStill(): Uint8Array | null {
    const part = this.#lastKeyPart;
    const init = part && this.#window.init(part.initId);
    if (init === null || part === null) return null;
    this.#still ??= buildStill(init, part);
    return this.#still;
  }
}

function failed(failure: HlsFailure): HlsAnswer {
  return { ok: false, failure };
}

function found(bytes: Uint8Array | null | undefined): HlsAnswer {
  return bytes ? { ok: true, chunks: [bytes], release: () => {} } : failed('not_found');
}

function foundParts(parts: readonly Part[] | undefined): HlsAnswer {
  if (parts === undefined) return failed('not_found');
  for (const { memory } of parts) memory.retain();
  const release = (): void => {
    for (const { memory } of parts) memory.release();
  };
  return { ok: true, chunks: parts.flatMap(chunksOf), release };
}

function bytesOf(init: InitSegment | null): Uint8Array | undefined {
  return init?.bytesWithAudio ?? init?.bytes;
}

/** Pictures, and the sound behind them. */
function chunksOf({ bytes, audio }: Part): Uint8Array[] {
  return audio === undefined ? [bytes] : [bytes, audio];
}
