import type { PtzCommand } from '#core/contracts';
import type { Cancel, Clock } from '#core/kit';

/** How fast a camera is to move, −1…1 each: right, up and in are positive. */
export interface Velocity {
  readonly pan: number;
  readonly tilt: number;
  readonly zoom: number;
}

export interface PtzDriveOptions {
  readonly clock: Clock;
  /** Tells the camera; rejects when it was not told. */
  readonly send: (command: Extract<PtzCommand, { op: 'move' | 'stop' }>) => Promise<unknown>;
  /** After every command: `null` when the camera took it. */
  readonly onOutcome: (error: unknown) => void;
}

/** The server stops a move by itself after 5 s, so one that is held is said again well before. */
const REPEAT_MS = 2_000;

/**
 * Moves a camera while something is held, and stops it when that is let go.
 * D1 one command at a time, so that a stop never overtakes the move before it; of several moves the last one counts.
 * D2 a move that goes on is repeated every 2 s. D3 letting go, however often and in whatever way, sends one stop.
 * D4 what was let go before it was ever sent sends nothing.
 */
export class PtzDrive {
  readonly #options: PtzDriveOptions;
  #wanted: Velocity | null = null;
  /** What the camera was told last; `null`: to stand still. */
  #told: Velocity | null = null;
  #isBusy = false;
  #isDue = false;
  #repeat: Cancel | null = null;

  constructor(options: PtzDriveOptions) {
    this.#options = options;
  }

  /** Moves on at this velocity until told otherwise. */
  move(velocity: Velocity): void {
    this.#wanted = velocity;
    this.#next();
  }

  /** Lets go. */
  stop(): void {
    this.#wanted = null;
    this.#next();
  }

  #next(): void {
    if (this.#isBusy) return;
    if (this.#wanted === null) {
      if (this.#told !== null) this.#tell(null, { op: 'stop' });
    } else if (this.#isDue || !isSame(this.#wanted, this.#told)) {
      this.#tell(this.#wanted, { op: 'move', ...this.#wanted });
    }
  }

  #tell(velocity: Velocity | null, command: Parameters<PtzDriveOptions['send']>[0]): void {
    this.#isBusy = true;
    this.#isDue = false;
    this.#told = velocity;
    this.#repeat?.();
    this.#repeat = velocity === null ? null : this.#options.clock.after(REPEAT_MS, () => this.#repeatMove());
    this.#options.send(command).then(
      () => this.#finish(null),
      (error: unknown) => this.#finish(error),
    );
  }

  #repeatMove(): void {
    this.#isDue = true;
    this.#next();
  }

  #finish(error: unknown): void {
    this.#isBusy = false;
    this.#options.onOutcome(error);
    this.#next();
  }
}

function isSame(a: Velocity, b: Velocity | null): boolean {
  return b !== null && a.pan === b.pan && a.tilt === b.tilt && a.zoom === b.zoom;
}
