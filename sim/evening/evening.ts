import type { IngestAlert, IngestResult } from '#core/contracts';
import { ingestAlertSchema } from '#core/contracts';
import type { Cancel, Clock, Log } from '#core/kit';
import type { Scene, Step } from './step.ts';

export interface EveningOptions {
  /** In order of time. */
  readonly steps: readonly Step[];
  /** After this the script begins again. */
  readonly lengthMs: number;
  /** Tells the runs of the simulator apart in the ids of signals. */
  readonly runId: string;
  readonly scene: Scene;
  /** Sends signals as one batch; may be asked to send the same again when it throws. */
  readonly send: (alerts: readonly IngestAlert[]) => Promise<readonly IngestResult[]>;
  /** Cuts the power of cameras, or gives it back. */
  readonly setOutage: (cameras: readonly string[], isOn: boolean) => void;
  readonly clock: Clock;
  readonly log: Log;
}

/** How the evening goes, for whoever directs the simulation. */
export interface EveningReport {
  readonly state: 'waiting' | 'running' | 'paused';
  readonly runId: string;
  /** How many times the script was begun. */
  readonly round: number;
  readonly elapsedMs: number;
  readonly next: string | null;
  readonly signals: Readonly<Record<IngestResult['result'] | 'lost', number>>;
  readonly steps: readonly { readonly name: string; readonly atMs: number }[];
}

type State =
  | { readonly kind: 'waiting' }
  /** `originMs`: when this round began, in monotonic time. */
  | { readonly kind: 'running'; readonly originMs: number; readonly cancel: Cancel }
  | { readonly kind: 'paused'; readonly elapsedMs: number };

const ATTEMPTS = 5;
const RETRY_MS = 2_000;

/** Plays the script, over and over, from `start` on. */
export class Evening {
  readonly #options: EveningOptions;
  #state: State = { kind: 'waiting' };
  #round = 0;
  /** Index of the step that is played next; past the last, the next round. */
  #next = 0;
  #extra = 0;
  #isClosed = false;
  readonly #signals = { accepted: 0, duplicate: 0, refused: 0, lost: 0 };

  constructor(options: EveningOptions) {
    this.#options = options;
  }

  start(): void {
    if (this.#state.kind !== 'waiting' || this.#isClosed) return;
    this.#run(0);
  }

  /** Stops the clock of the script, or keeps it from starting; a step fired by hand still plays. */
  pause(): void {
    if (this.#state.kind === 'running') this.#state.cancel();
    this.#state = { kind: 'paused', elapsedMs: this.#elapsedMs() };
  }

  resume(): void {
    if (this.#state.kind === 'paused') this.#run(this.#state.elapsedMs);
  }

  /** Ends it for good. */
  close(): void {
    this.pause();
    this.#isClosed = true;
  }

  has(name: string): boolean {
    return this.#options.steps.some((step) => step.name === name);
  }

  /**
   * Plays one step now, besides its own time.
   * @param isFresh under a key of its own, so that a new alert is raised even if the last one is still open
   * @returns what became of each of its signals
   * @throws when there is no such step, or it could not be sent
   */
  async fire(name: string, isFresh = false): Promise<readonly IngestResult[]> {
    const step = this.#options.steps.find((candidate) => candidate.name === name);
    if (step === undefined) throw new Error(`no step ${name}`);
    this.#extra++;
    const occasion = `x${this.#extra}`;
    return this.#play(isFresh ? refreshed(step, `${this.#options.runId}/${occasion}`) : step, occasion, 1);
  }

  report(): EveningReport {
    const { steps, runId } = this.#options;
    return {
      state: this.#state.kind,
      ...{ runId, round: this.#round, elapsedMs: Math.round(this.#elapsedMs()) },
      next: this.#state.kind === 'waiting' ? null : (steps[this.#next]?.name ?? null),
      signals: { ...this.#signals },
      steps: steps.map(({ name, atMs }) => ({ name, atMs })),
    };
  }

  #elapsedMs(): number {
    const state = this.#state;
    if (state.kind === 'waiting') return 0;
    return state.kind === 'paused' ? state.elapsedMs : this.#options.clock.monotonicMs() - state.originMs;
  }

  #run(elapsedMs: number): void {
    this.#round = Math.max(this.#round, 1);
    const originMs = this.#options.clock.monotonicMs() - elapsedMs;
    this.#schedule(originMs);
  }

  #schedule(originMs: number): void {
    const { clock, steps, lengthMs } = this.#options;
    const dueMs = originMs + (steps[this.#next]?.atMs ?? lengthMs);
    const cancel = clock.after(Math.max(0, dueMs - clock.monotonicMs()), () => this.#due(originMs));
    this.#state = { kind: 'running', originMs, cancel };
  }

  #due(originMs: number): void {
    const { steps, lengthMs } = this.#options;
    const step = steps[this.#next];
    if (step === undefined) {
      this.#round++;
      this.#next = 0;
      this.#schedule(originMs + lengthMs);
      return;
    }
    this.#next++;
    this.#schedule(originMs);
    this.#play(step, `r${this.#round}`, ATTEMPTS).catch((error: unknown) => {
      if (!this.#isClosed) this.#options.log.warn({ err: error, step: step.name }, 'a step was lost');
    });
  }

  /** Sends a step's signals, again with the same ids while the web role is away. */
  async #play(step: Step, occasion: string, attempts: number): Promise<readonly IngestResult[]> {
    const { scene, clock, runId, setOutage, send, log } = this.#options;
    if (step.outage !== undefined) setOutage(step.outage.cameras, step.outage.isOn);
    const alerts = step.signals(scene).map((signal, index) =>
      ingestAlertSchema.parse({
        ...signal,
        sourceEventId: `${runId}/${occasion}/${step.name}/${index + 1}`,
        occurredAtMs: clock.now(),
      }),
    );
    for (let attempt = 1; ; attempt++) {
      try {
        const results = await send(alerts);
        for (const each of results) {
          this.#signals[each.result]++;
          if (each.result === 'refused') log.warn({ step: step.name, ...each }, 'a signal was refused');
        }
        return results;
      } catch (error) {
        if (attempt >= attempts || this.#isClosed) {
          this.#signals.lost += alerts.length;
          throw error;
        }
        await new Promise<void>((resolve) => clock.after(RETRY_MS * attempt, resolve));
      }
    }
  }
}

/** The same step under a key that was never used. */
function refreshed(step: Step, key: string): Step {
  const signals: Step['signals'] = (scene) =>
    step
      .signals(scene)
      .map((signal) => ({ ...signal, dedupKey: `${key}/${signal.dedupKey ?? ''}`.slice(0, 200) }));
  return { ...step, signals };
}
