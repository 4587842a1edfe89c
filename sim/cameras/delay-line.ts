import type { Clock } from '#core/kit';
import type { Fault } from '#sim/faults';
import type { PacketBatch } from '#sim/rtp';
import type { TimerWheel } from './timer-wheel.ts';

/** What a slow link may hold; beyond it packets are lost, as in a router. */
const MAX_BACKLOG_MS = 90_000;

/** Delivers batches in order: at once, or as late and as slowly as a thin link would. */
export class DelayLine {
  readonly #clock: Clock;
  readonly #wheel: TimerWheel;
  readonly #deliver: (batch: PacketBatch) => void;
  /** Monotonic time at which the batch before leaves. */
  #lastDepartureMs = 0;

  constructor(options: {
    readonly clock: Clock;
    readonly wheel: TimerWheel;
    readonly deliver: (batch: PacketBatch) => void;
  }) {
    this.#clock = options.clock;
    this.#wheel = options.wheel;
    this.#deliver = options.deliver;
  }

  send(batch: PacketBatch, fault: Fault | null): void {
    const nowMs = this.#clock.monotonicMs();
    const departureMs = Math.max(this.#lastDepartureMs, nowMs + this.#delayMs(batch, fault, nowMs));
    if (departureMs <= nowMs) {
      this.#deliver(batch);
      return;
    }
    if (departureMs - nowMs > MAX_BACKLOG_MS) return;
    this.#lastDepartureMs = departureMs;
    this.#wheel.schedule(departureMs - nowMs, () => this.#deliver(batch));
  }

  /** A batch has passed the link when all before it have and its own bits are through. */
  #delayMs(batch: PacketBatch, fault: Fault | null, nowMs: number): number {
    if (fault?.fault !== 'slow') return 0;
    if (fault.bitsPerSecond === undefined) return fault.delayMs;
    const onLinkMs = (batch.byteLength * 8000) / fault.bitsPerSecond;
    return Math.max(fault.delayMs, this.#lastDepartureMs - nowMs) + onLinkMs;
  }
}
