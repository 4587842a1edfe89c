import { type ChildProcess, spawn } from 'node:child_process';
import { type Cancel, type Clock, StartError } from '#core/kit';
import { roleMessageSchema } from './messages.ts';
import { DEFAULT_RESTART_POLICY, nextRestart } from './restart-policy.ts';

/** How to run one role. */
export interface ProcessSpec {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  /** Where its output goes: the supervisor's own, or an open file. */
  readonly output: 'inherit' | number;
}

/** The part of a logger that is needed here. */
export interface SupervisorLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
}

const STOP_TIMEOUT_MS = 3000;
const FIRST_START_ATTEMPTS = 4;

/** One child process that is kept running: started again with backoff whenever it ends unasked. */
export class SupervisedProcess {
  readonly #spec: ProcessSpec;
  readonly #clock: Clock;
  readonly #log: SupervisorLog;
  readonly #firstReady = Promise.withResolvers<void>();
  #child: ChildProcess | null = null;
  #cancelRestart: Cancel | null = null;
  #failures = 0;
  #wasReady = false;
  #stopping = false;

  constructor(spec: ProcessSpec, clock: Clock, log: SupervisorLog) {
    this.#spec = spec;
    this.#clock = clock;
    this.#log = log;
    this.#firstReady.promise.catch(() => {}); // whoever called start() has the same promise
  }

  get name(): string {
    return this.#spec.name;
  }

  /** The process id while it runs; for tests that kill it. */
  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /**
   * Starts the process.
   * @returns once it said that it is ready for the first time
   * @throws StartError when it said why it cannot start, or never got so far; such a process is not tried again
   */
  start(): Promise<void> {
    this.#spawn();
    return this.#firstReady.promise;
  }

  /** Asks it to end, and ends it after three seconds if it does not. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#firstReady.reject(new StartError(`Stopped before the ${this.name} role was ready.`));
    this.#cancelRestart?.();
    const child = this.#child;
    if (child === null) return;
    const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
    child.kill('SIGTERM');
    const cancel = this.#clock.after(STOP_TIMEOUT_MS, () => child.kill('SIGKILL'));
    await ended;
    cancel();
  }

  #spawn(): void {
    const { command, args, env, output } = this.#spec;
    const startedMs = this.#clock.monotonicMs();
    const child = spawn(command, args, { env, stdio: ['ignore', output, output, 'ipc'] });
    this.#child = child;
    child.on('message', (message) => this.#onMessage(message));
    child.on('error', (error) =>
      this.#log.warn({ err: error, process: this.name }, 'could not start process'),
    );
    child.once('close', (code, signal) => this.#onEnd(code, signal, this.#clock.monotonicMs() - startedMs));
  }

  #onMessage(raw: unknown): void {
    const message = roleMessageSchema.safeParse(raw);
    if (!message.success) return;
    if (message.data.type === 'ready') {
      this.#wasReady = true;
      this.#firstReady.resolve();
    } else if (!this.#wasReady) {
      this.#stopping = true;
      this.#firstReady.reject(new StartError(message.data.sentence));
    }
  }

  #onEnd(code: number | null, signal: string | null, ranMs: number): void {
    this.#child = null;
    if (this.#stopping) return;
    const { delayMs, failures } = nextRestart(DEFAULT_RESTART_POLICY, this.#failures, ranMs);
    this.#failures = failures;
    if (!this.#wasReady && failures >= FIRST_START_ATTEMPTS) {
      this.#stopping = true;
      const end = signal ?? `exit code ${code}`;
      this.#firstReady.reject(
        new StartError(
          `The ${this.name} role does not start: it ended ${failures} times (${end}). Its log says why.`,
        ),
      );
      return;
    }
    this.#log.warn({ process: this.name, code, signal, ranMs, delayMs }, 'process ended, starting it again');
    this.#cancelRestart = this.#clock.after(delayMs, () => this.#spawn());
  }
}
