import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '#core/kit';
import { LOOPBACK } from './port.ts';
import { type Program, spawnOptions } from './run-program.ts';

const READY = 'database system is ready to accept connections';
/** Fast shutdown is given this long, then PostgreSQL is made to stop at once and recovers at the next start. */
const FAST_SHUTDOWN_MS = 2_500;
const IMMEDIATE_SHUTDOWN_MS = 400;
/** How much of what PostgreSQL said last is kept for the error message. */
const LAST_WORDS = 20;

const settings = (port: number): Readonly<Record<string, string>> => ({
  listen_addresses: LOOPBACK,
  port: String(port),
  unix_socket_directories: '',
  max_connections: '200',
  // Containers commonly have 64 MB of /dev/shm, which parallel queries would fill.
  max_parallel_workers_per_gather: '0',
  max_parallel_maintenance_workers: '0',
  log_destination: 'stderr',
  logging_collector: 'off',
  lc_messages: 'C',
  log_line_prefix: '',
});

/** A running `postgres`, the parent of all its processes. */
export class Postmaster {
  /** Settled when the process is gone, with what it said last. */
  readonly exited: Promise<string>;
  readonly #child: ChildProcess;
  readonly #ready: Promise<void>;

  constructor(program: Omit<Program, 'args'>, cluster: string, port: number, log: Log) {
    const args = ['-D', cluster];
    for (const [name, value] of Object.entries(settings(port))) args.push('-c', `${name}=${value}`);
    // A process group of its own: Ctrl-C must reach us first, so that what uses the database ends before it.
    this.#child = spawn(program.program, args, { ...spawnOptions({ ...program, args }), detached: true });
    const lastWords: string[] = [];
    this.exited = new Promise((resolve) => {
      this.#child.on('error', (error) => resolve(error.message));
      this.#child.on('close', () => resolve(lastWords.join('\n')));
    });
    this.#ready = new Promise((resolve) => {
      for (const stream of [this.#child.stdout, this.#child.stderr]) {
        if (stream === null) continue;
        createInterface({ input: stream }).on('line', (line) => {
          lastWords.push(line);
          if (lastWords.length > LAST_WORDS) lastWords.shift();
          if (/^(ERROR|FATAL|PANIC):/.test(line)) log.warn({ postgres: line }, 'PostgreSQL complains');
          else log.debug({ postgres: line }, 'PostgreSQL says');
          if (line.includes(READY)) resolve();
        });
      }
    });
  }

  /** Resolves when it takes connections. @throws with what PostgreSQL said, when it ends instead */
  async waitUntilReady(): Promise<void> {
    const lastWords = await Promise.race([this.#ready, this.exited]);
    if (lastWords !== undefined) throw new Error(lastWords);
  }

  /** Stops it within three seconds, cutting connections. */
  async stop(): Promise<void> {
    const steps = [
      ['SIGINT', FAST_SHUTDOWN_MS],
      ['SIGQUIT', IMMEDIATE_SHUTDOWN_MS],
    ] as const;
    for (const [signal, patienceMs] of steps) {
      this.#child.kill(signal);
      if (await this.#exitsWithin(patienceMs)) return;
    }
    this.#child.kill('SIGKILL');
    await this.exited;
  }

  async #exitsWithin(ms: number): Promise<boolean> {
    const timer = new AbortController();
    const timeout = sleep(ms, false, { signal: timer.signal }).catch(() => false);
    const exited = await Promise.race([this.exited.then(() => true), timeout]);
    timer.abort();
    return exited;
  }
}
