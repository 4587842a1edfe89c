import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'rolldown';

/** A program as one file, which loads in a seventh of the time of hundreds of modules. */
export interface Program {
  readonly file: string;
  remove(): void;
}

/** Where bundles find the packages that are left out of them: Next, which is not asked for, and native code. */
const CACHE = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url));

/** Bundles `<name>.ts` of this folder. */
export async function bundleProgram(name: 'doomed-worker' | 'doomed-web'): Promise<Program> {
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(join(CACHE, `${name}-`));
  const file = join(folder, `${name}.mjs`);
  await build({
    input: fileURLToPath(new URL(`./${name}.ts`, import.meta.url)),
    ...{ external: ['next', '@node-rs/argon2'], platform: 'node', logLevel: 'warn' },
    output: { file, codeSplitting: false },
  });
  return { file, remove: () => rmSync(folder, { recursive: true }) };
}

/** A role in a process of its own, which dies when it is told. */
export class DoomedChild {
  readonly #child: ChildProcess;
  readonly #lines: Interface;
  readonly #loaded: Promise<string | null>;

  /** @param args the program, as `bundleProgram` made it, and its arguments */
  constructor(args: readonly string[]) {
    const child = spawn(process.execPath, args, { stdio: ['pipe', 'pipe', 'inherit'] });
    if (child.stdout === null) throw new Error('no output');
    this.#child = child;
    this.#lines = createInterface({ input: child.stdout });
    this.#loaded = this.nextLine();
  }

  /** Lets it start, and kill itself at its `step`th step; 0: never. @returns once it has begun to start */
  async go(step: number): Promise<void> {
    await this.#loaded;
    this.#child.stdin?.write(`${step}\n`);
  }

  /** What it says next; null when it dies before. */
  async nextLine(): Promise<string | null> {
    const over = new AbortController();
    const { signal } = over;
    const said = once(this.#lines, 'line', { signal }).then(([line]) => line as string);
    const died = once(this.#lines, 'close', { signal }).then(() => null);
    const line = await Promise.race([said, died]);
    over.abort();
    await Promise.allSettled([said, died]);
    return line;
  }

  /** Resolves when it is dead. */
  async death(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) await once(this.#child, 'exit');
  }

  /** SIGKILL: nothing is tidied up. */
  async kill(): Promise<void> {
    this.#child.kill('SIGKILL');
    await this.death();
  }
}

/** Hands out children that have loaded their code already: loading takes longer than most of them live. */
export class DoomedPool {
  readonly #args: readonly string[];
  readonly #ready: DoomedChild[] = [];

  constructor(size: number, args: readonly string[]) {
    this.#args = args;
    for (let index = 0; index < size; index++) this.#ready.push(new DoomedChild(args));
  }

  take(): DoomedChild {
    this.#ready.push(new DoomedChild(this.#args));
    return this.#ready.shift() as DoomedChild;
  }

  async close(): Promise<void> {
    await Promise.all(this.#ready.splice(0).map((child) => child.kill()));
  }
}
