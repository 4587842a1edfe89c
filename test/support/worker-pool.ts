import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';

const SCRIPT = fileURLToPath(new URL('./worker-child.ts', import.meta.url));

/** The program as one file, which loads in a seventh of the time of hundreds of modules. */
export interface WorkerProgram {
  readonly file: string;
  remove(): void;
}

export async function bundleWorker(): Promise<WorkerProgram> {
  const folder = mkdtempSync(join(tmpdir(), 'beaconwall-worker-'));
  const file = join(folder, 'worker-child.mjs');
  await build({ input: SCRIPT, platform: 'node', output: { file }, logLevel: 'warn' });
  return { file, remove: () => rmSync(folder, { recursive: true }) };
}

/** A worker role in a process of its own. */
export class WorkerChild {
  readonly #child: ChildProcess;
  readonly #lines: Interface;
  readonly #loaded: Promise<void>;

  /** @param args the program, as `bundleWorker` made it, and its arguments */
  constructor(args: readonly string[]) {
    const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    if (child.stdout === null) throw new Error('no output');
    this.#child = child;
    this.#lines = createInterface({ input: child.stdout });
    this.#loaded = this.#said('loaded');
  }

  /** Lets it start, and kill itself at its `step`th step; 0: never. @returns once it has begun to start */
  async go(step: number): Promise<void> {
    await this.#loaded;
    this.#child.stdin?.write(`${step}\n`);
  }

  /** Resolves when it is dead. */
  async death(): Promise<void> {
    if (!this.#dead) await once(this.#child, 'exit');
  }

  /** SIGKILL: nothing is tidied up. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.death();
  }

  get #dead(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
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
