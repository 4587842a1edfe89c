/** `move` and `stop` are about now, and lose their meaning with the next one; `other` is done in turn. */
export type CommandKind = 'move' | 'stop' | 'other';

interface Waiting<Outcome> {
  readonly kind: CommandKind;
  readonly run: () => Promise<Outcome>;
  readonly outcome: Promise<Outcome>;
  readonly settle: (outcome: Outcome | Promise<Outcome>) => void;
}

export interface CommandQueueOptions<Outcome> {
  /** For a move that a later command made pointless before it was sent. */
  readonly overtaken: Outcome;
  /** For a command that would have to wait behind too many. */
  readonly full: Outcome;
  /** Nothing runs or waits any more. */
  readonly idle: () => void;
}

const WAITING_MAX = 8;

/**
 * Commands of one camera, one at a time. A stop goes before everything that waits, stops that wait are one, and a move
 * replaces the one that waits: a camera that answers slowly must not go on moving long after the hand let go.
 */
export class CommandQueue<Outcome> {
  readonly #options: CommandQueueOptions<Outcome>;
  #waiting: Waiting<Outcome>[] = [];
  #running = false;

  constructor(options: CommandQueueOptions<Outcome>) {
    this.#options = options;
  }

  /** Runs a command when its turn comes. Rejects only if `run` does. */
  add(kind: CommandKind, run: () => Promise<Outcome>): Promise<Outcome> {
    if (kind !== 'other') this.#overtakeMoves();
    else if (this.#waiting.length >= WAITING_MAX) return Promise.resolve(this.#options.full);
    const waitingStop = this.#waiting.find((command) => command.kind === 'stop');
    if (kind === 'stop' && waitingStop !== undefined) return waitingStop.outcome;
    const { promise: outcome, resolve: settle } = Promise.withResolvers<Outcome>();
    const command = { kind, run, outcome, settle };
    if (kind === 'stop') this.#waiting.unshift(command);
    else this.#waiting.push(command);
    if (!this.#running) void this.#runAll();
    return outcome;
  }

  #overtakeMoves(): void {
    for (const command of this.#waiting) if (command.kind === 'move') command.settle(this.#options.overtaken);
    this.#waiting = this.#waiting.filter(({ kind }) => kind !== 'move');
  }

  async #runAll(): Promise<void> {
    this.#running = true;
    for (let next = this.#waiting.shift(); next !== undefined; next = this.#waiting.shift()) {
      const outcome = next.run();
      next.settle(outcome);
      await outcome.catch(() => {});
    }
    this.#running = false;
    this.#options.idle();
  }
}
