import type { Clock } from '#core/kit';
import { StreamOutput } from './stream-output.ts';

/** Makes the outputs of sessions and knows those that are open. */
export class OutputSet {
  readonly #clock: Clock;
  readonly #deadlineMs: number;
  readonly #open = new Set<StreamOutput>();
  #made = 0;

  constructor(clock: Clock, deadlineMs: number) {
    this.#clock = clock;
    this.#deadlineMs = deadlineMs;
  }

  create(): StreamOutput {
    const nowMs = this.#clock.now();
    this.#made += 1;
    const output = new StreamOutput({
      hls: {
        clock: this.#clock,
        epoch: `${Math.floor(nowMs).toString(36)}x${this.#made.toString(36)}`,
        // Segments last a second and more, so half seconds since 1970 outrun any numbering begun earlier.
        firstMediaSequence: Math.floor(nowMs / 500),
        deadlineMs: this.#deadlineMs,
      },
      onClose: () => this.#open.delete(output),
    });
    this.#open.add(output);
    return output;
  }

  /** What the open outputs hold and serve. */
  figures(): { bufferBytes: number; feedViewers: number; hlsWaiting: number } {
    const sum = { bufferBytes: 0, feedViewers: 0, hlsWaiting: 0 };
    for (const { hls, feed } of this.#open) {
      sum.bufferBytes += hls.byteLength;
      sum.feedViewers += feed.viewers;
      sum.hlsWaiting += hls.waiting;
    }
    return sum;
  }
}
