import type { JournalEntry } from '#core/contracts';
import type { AssignmentId, Cancel, Clock, Log, SquadId } from '#core/kit';
import type { Vehicle } from '#sim/patrols';
import { PatrolApi, pause, WebRefusal } from '#sim/web';
import type { HandheldAccounts } from './accounts.ts';
import { Crew, type Step } from './crew.ts';
import { connectWallSocket } from './wall-socket.ts';

export interface HandheldOptions {
  readonly webUrl: string;
  /** What browsers call the web role. */
  readonly origin: string;
  readonly account: HandheldAccounts['simulated'][number];
  readonly squadId: SquadId;
  readonly hands: 'simulated' | 'person';
  readonly vehicle: Vehicle;
  readonly clock: Clock;
  readonly random: () => number;
  /** Ids of actions must not repeat from one run to the next, so they are not from the seed. */
  readonly newActionId: () => string;
  readonly signal: AbortSignal;
  readonly log: Log;
}

const RETRY_MS = { first: 1_000, most: 30_000 };
/** Now and then the task is read anyway: it keeps the session in use, and finds what no entry told. */
const REREAD_MS = 60_000;
const PRESS_ATTEMPTS = 6;

/** One squad's handheld: signed in, connected, with a crew that looks at it. Comes back whenever it is cut off. */
export class Handheld {
  readonly #options: HandheldOptions;
  readonly #api: PatrolApi;
  readonly #crew: Crew;
  #failures = 0;
  #isReading = false;
  #mustReread = false;
  #cancelReread: Cancel = () => {};

  constructor(options: HandheldOptions) {
    const { webUrl, account, signal } = options;
    this.#options = options;
    this.#api = new PatrolApi({ webUrl, signal, username: account.username, password: account.password });
    this.#crew = new Crew({ ...options, press: (id, step) => void this.#press(id, step) });
  }

  /** Stays signed in and connected until `signal` aborts. */
  async run(): Promise<void> {
    const { clock, signal, log, account } = this.#options;
    while (!signal.aborted) {
      try {
        if (this.#api.cookie === null) await this.#api.signIn();
        await this.#listen();
      } catch (error) {
        if (!signal.aborted) log.debug({ err: error, squad: account.squadCode }, 'handheld cut off');
      }
      this.#failures++;
      await pause(clock, this.#retryMs(), signal);
    }
    this.#cancelReread();
    this.#crew.stop();
  }

  /** Follows the journal until the connection ends. @throws when it cannot be followed */
  async #listen(): Promise<void> {
    const { webUrl, origin, signal } = this.#options;
    const onEntries = (entries: readonly JournalEntry[]): void => {
      if (entries.some((entry) => this.#concerns(entry))) void this.#reread();
    };
    const cookie = this.#api.cookie ?? '';
    const socket = await connectWallSocket({ webUrl, origin, cookie, onEntries, signal });
    if (socket === 'signed_out') this.#api.forgetSession();
    if (typeof socket === 'string') return;
    try {
      const { journalPosition, task } = await this.#api.task();
      this.#crew.see(task);
      // Should it answer `reload`, the reading below is newer than anything that was missed.
      await socket.resume(journalPosition);
      await this.#reread();
      this.#failures = 0;
      if ((await socket.ended) === 'signed_out') this.#api.forgetSession();
    } finally {
      this.#cancelReread();
      socket.close();
    }
  }

  #concerns(entry: JournalEntry): boolean {
    const isAssignment = entry.type === 'assignment.offered' || entry.type === 'assignment.changed';
    return isAssignment && entry.payload.assignment.squadId === this.#options.squadId;
  }

  /** Reads the task and shows it to the crew; of several wishes at once the last is honoured. */
  async #reread(): Promise<void> {
    this.#mustReread = true;
    if (this.#isReading) return;
    this.#isReading = true;
    try {
      while (this.#mustReread) {
        this.#mustReread = false;
        this.#crew.see((await this.#api.task()).task);
      }
    } catch (error) {
      const { log, account } = this.#options;
      log.debug({ err: error, squad: account.squadCode }, 'task could not be read');
    } finally {
      this.#isReading = false;
      this.#cancelReread();
      const { clock, signal } = this.#options;
      if (!signal.aborted) this.#cancelReread = clock.after(REREAD_MS, () => void this.#reread());
    }
  }

  /** Presses a button, again while the network is away; the id makes the repeat harmless. */
  async #press(id: AssignmentId, step: Step): Promise<void> {
    const { clock, signal, newActionId, log, account } = this.#options;
    const action = { actionId: newActionId(), atMs: clock.now() };
    for (let attempt = 1; attempt <= PRESS_ATTEMPTS && !signal.aborted; attempt++) {
      try {
        await this.#api.act(id, step, action);
        break;
      } catch (error) {
        if (signal.aborted) return;
        log.debug({ err: error, squad: account.squadCode, step }, 'not done');
        if (error instanceof WebRefusal && !error.isPassing) break;
      }
      await pause(clock, RETRY_MS.first * attempt, signal);
    }
    await this.#reread();
  }

  /** Doubles with every failure in a row; the jitter keeps forty handhelds from coming back at once. */
  #retryMs(): number {
    const most = Math.min(RETRY_MS.most, RETRY_MS.first * 2 ** Math.min(10, this.#failures));
    return most * (0.5 + this.#options.random() / 2);
  }
}
