import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('./worker-child.ts', import.meta.url));

/** A worker role in a process of its own. */
export class WorkerChild {
  readonly #child: ChildProcess;
  readonly #lines: Interface;
  readonly #loaded: Promise<void>;

  constructor(args: readonly string[]) {
    const child = spawn(process.execPath, [SCRIPT, ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
    if (child.stdout === null) throw new Error('no output');
    this.#child = child;
    this.#lines = createInterface({ input: child.stdout });
    this.#loaded = this.#said('loaded');
  }

  /** Lets it start. @returns once it has begun to; `started` tells when it works */
  async go(): Promise<{ readonly started: Promise<void> }> {
    await this.#loaded;
    const started = this.#said('started');
    this.#child.stdin?.write('go\n');
    return { started };
  }

  /** SIGKILL: nothing is tidied up. */
  async kill(): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const exit = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    await exit;
  }

  #said(word: string): Promise<void> {
    return new Promise((resolve) => {
      const listen = (line: string) => {
        if (line !== word) return;
        this.#lines.off('line', listen);
        resolve();
      };
      this.#lines.on('line', listen);
    });
  }
}

/** Hands out workers that have loaded their code already: loading takes longer than most of them live. */
export class WorkerPool {
  readonly #args: readonly string[];
  readonly #ready: WorkerChild[] = [];

  constructor(size: number, args: readonly string[]) {
    this.#args = args;
    for (let index = 0; index < size; index++) this.#ready.push(new WorkerChild(args));
  }

  take(): WorkerChild {
    this.#ready.push(new WorkerChild(this.#args));
    return this.#ready.shift() as WorkerChild;
  }

  async close(): Promise<void> {
    await Promise.all(this.#ready.splice(0).map((child) => child.kill()));
  }
}
