import { spawn } from 'node:child_process';
import process from 'node:process';

/** How a step of the test run went. */
export interface StepResult {
  readonly name: string;
  readonly passed: number;
  readonly failed: number;
  readonly seconds: number;
}

export interface Step {
  readonly name: string;
  /** A program of node_modules/.bin, or `node`, with its arguments. */
  readonly command: readonly [string, ...string[]];
  /** Reads the numbers of a runner that has run; a plain check counts as one test. */
  readonly count?: (exitCode: number) => { readonly passed: number; readonly failed: number };
}

/** Runs one step with its output on the terminal. */
export async function runStep({ name, command, count }: Step): Promise<StepResult> {
  const [program, ...args] = command;
  process.stdout.write(`\n── ${name}\n`);
  const startedMs = performance.now();
  const env = { ...process.env, NEXT_TELEMETRY_DISABLED: '1' };
  const child = spawn(program, args, { stdio: 'inherit', env });
  const exitCode = await new Promise<number>((resolve) => {
    child.once('error', () => resolve(127));
    child.once('close', (code) => resolve(code ?? 1));
  });
  const ok = exitCode === 0;
  const counted = count?.(exitCode) ?? { passed: ok ? 1 : 0, failed: ok ? 0 : 1 };
  // A runner that fails without a failed test (it could not load a file, say) is a failure all the same.
  const failed = !ok && counted.failed === 0 ? 1 : counted.failed;
  return { name, passed: counted.passed, failed, seconds: (performance.now() - startedMs) / 1000 };
}
