import { type Clock, systemClock } from '#core/kit';
import { type ProcessSpec, SupervisedProcess, type SupervisorLog } from './supervised-process.ts';

/** Keeps the processes of one installation running. One ending never takes another down. */
export class Supervisor {
  readonly #processes: SupervisedProcess[] = [];
  readonly #log: SupervisorLog;
  readonly #clock: Clock;

  constructor(log: SupervisorLog, clock: Clock = systemClock) {
    this.#log = log;
    this.#clock = clock;
  }

  /**
   * Starts a process and keeps it running from then on.
   * @returns once it is ready
   * @throws StartError when it says why it cannot start
   */
  async start(spec: ProcessSpec): Promise<SupervisedProcess> {
    const process = new SupervisedProcess(spec, this.#clock, this.#log);
    this.#processes.push(process);
    await process.start();
    this.#log.info({ process: spec.name, pid: process.pid }, 'ready');
    return process;
  }

  /** Stops all at once; within about three seconds none is left. */
  async stop(): Promise<void> {
    await Promise.all(this.#processes.map((process) => process.stop()));
  }
}
