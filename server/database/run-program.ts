import { type SpawnOptions, spawn } from 'node:child_process';
import process from 'node:process';

/** The operating system's user PostgreSQL runs as; null: as whoever runs this program. */
export type Identity = { readonly uid: number; readonly gid: number } | null;

/** How a PostgreSQL program is started: no shell, an environment without our settings and secrets. */
export interface Program {
  readonly program: string;
  readonly args: readonly string[];
  readonly identity: Identity;
  /** Somewhere `identity` can enter; PostgreSQL's programs complain otherwise. */
  readonly cwd: string;
}

export function spawnOptions({ identity, cwd }: Program): SpawnOptions {
  // Messages in English whatever the machine speaks: some of them are read below.
  const env = {
    NODE_ENV: process.env.NODE_ENV, // Next's types do not take an environment without it
    PATH: process.env.PATH ?? '/usr/sbin:/usr/bin:/sbin:/bin',
    LC_MESSAGES: 'C',
  };
  return { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], ...(identity ?? {}) };
}

/**
 * Runs a program to its end.
 * @returns what it wrote to its standard output
 * @throws with what it wrote to its standard error, unless it ended well
 */
export async function runProgram(program: Program): Promise<string> {
  const child = spawn(program.program, program.args, spawnOptions(program));
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  const status = await new Promise<number | NodeJS.Signals | null>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code, signal) => resolve(code ?? signal));
  });
  if (status !== 0) throw new Error(`${program.program} ended with ${status}: ${stderr.trim()}`);
  return stdout;
}
