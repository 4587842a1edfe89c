import type { FaultBook } from '#sim/faults';
import type { TimerWheel } from './timer-wheel.ts';

/** The power of a flapping camera goes without anybody touching its fault. */
const SWEEP_EVERY_MS = 100;

/** Cuts off who watches cameras that lost their power: at every change of a fault, and by itself while one flaps. */
export class PowerSweep {
  readonly #faults: FaultBook;
  readonly #wheel: TimerWheel;
  readonly #cutDead: () => void;
  #isScheduled = false;

  constructor(options: {
    readonly faults: FaultBook;
    readonly wheel: TimerWheel;
    readonly cutDead: () => void;
  }) {
    this.#faults = options.faults;
    this.#wheel = options.wheel;
    this.#cutDead = options.cutDead;
  }

  run(): void {
    this.#cutDead();
    if (this.#isScheduled || !this.#faults.list().some(({ fault }) => fault.fault === 'flap')) return;
    this.#isScheduled = true;
    this.#wheel.schedule(SWEEP_EVERY_MS, () => {
      this.#isScheduled = false;
      this.run();
    });
  }
}
