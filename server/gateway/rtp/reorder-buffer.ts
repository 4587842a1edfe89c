import type { Cancel, Clock } from '#core/kit';
import type { RtpCounters } from './rtp-counters.ts';

/** How far ahead of a missing packet others may be; a wider gap is a loss that waiting does not mend. */
const PACKETS_MAX = 32;
/** How long a missing packet is waited for: far more than a county network needs, far less than a viewer sees. */
const WAIT_MS = 100;

interface Held {
  readonly packet: Uint8Array;
  readonly arrivedMs: number;
}

export interface ReorderBufferOptions {
  readonly clock: Clock;
  readonly counters: RtpCounters;
  /** Gets every packet once, in order of the sequence numbers but for those that came too late. */
  readonly deliver: (packet: Uint8Array) => void;
}

/**
 * Puts the packets of one source back in order (Q14): UDP may swap and double them. Packets in order pass through at
 * once; behind a hole at most 32 are held, for 100 ms at most.
 */
export class ReorderBuffer {
  readonly #options: ReorderBufferOptions;
  /** By sequence number. */
  readonly #held = new Map<number, Held>();
  #next: number | null = null;
  #cancel: Cancel | null = null;

  constructor(options: ReorderBufferOptions) {
    this.#options = options;
  }

  push(sequenceNumber: number, packet: Uint8Array): void {
    const { clock, counters, deliver } = this.#options;
    const ahead = this.#next === null ? 0 : (sequenceNumber - this.#next) & 0xffff;
    // Late ones are for the sequence tracker to judge.
    if (ahead >= 0x8000) {
      deliver(packet);
      return;
    }
    if (ahead > 0 && ahead < PACKETS_MAX) {
      if (this.#held.has(sequenceNumber)) counters.duplicatePackets++;
      else this.#held.set(sequenceNumber, { packet, arrivedMs: clock.monotonicMs() });
      this.#watch();
      return;
    }
    if (ahead > 0) while (this.#held.size > 0) this.#skipHole();
    else if (this.#held.size > 0) counters.reorderedPackets++;
    this.#pass(sequenceNumber, packet);
    this.#passFollowing();
    this.#watch();
  }

  /** Lets go of all that is held; the next packet may have any sequence number. */
  reset(): void {
    this.#held.clear();
    this.#next = null;
    this.#watch();
  }

  #pass(sequenceNumber: number, packet: Uint8Array): void {
    this.#next = (sequenceNumber + 1) & 0xffff;
    this.#options.deliver(packet);
  }

  #passFollowing(): void {
    for (;;) {
      const next = this.#next;
      const held = next === null ? undefined : this.#held.get(next);
      if (next === null || held === undefined) return;
      this.#held.delete(next);
      this.#pass(next, held.packet);
    }
  }

  #skipHole(): void {
    while (this.#next !== null && !this.#held.has(this.#next)) this.#next = (this.#next + 1) & 0xffff;
    this.#passFollowing();
  }

  /** One timer while anything is held: for the packet that has waited longest. */
  #watch(): void {
    if (this.#held.size === 0) {
      this.#cancel?.();
      this.#cancel = null;
    } else if (this.#cancel === null) {
      const oldestMs = Math.min(...Array.from(this.#held.values(), ({ arrivedMs }) => arrivedMs));
      const waitedMs = this.#options.clock.monotonicMs() - oldestMs;
      this.#cancel = this.#options.clock.after(Math.max(0, WAIT_MS - waitedMs), () => this.#giveUp());
    }
  }

  /** The packet that waited longest need not be the first one held: holes are given up until it is through. */
  #giveUp(): void {
    this.#cancel = null;
    const dueMs = this.#options.clock.monotonicMs() - WAIT_MS;
    while (Array.from(this.#held.values()).some(({ arrivedMs }) => arrivedMs <= dueMs)) this.#skipHole();
    this.#watch();
  }
}
