import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import process from 'node:process';
import { fileURLToPath } from 'node:url';

const ENTRY = fileURLToPath(new URL('../../server/main.ts', import.meta.url));

/** The gateway role in a process of its own, as the supervisor runs it. */
export class GatewayChild {
  readonly #process: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#process = child;
  }

  /** @returns once it takes viewers */
  static async start(environment: Readonly<Record<string, string>>): Promise<GatewayChild> {
    const child = spawn(process.execPath, [ENTRY, 'gateway'], {
      env: { ...process.env, BEACONWALL_LOG_LEVEL: 'error', ...environment },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const ended = once(child, 'exit').then(([code]) => {
      throw new Error(`the gateway ended with code ${code}`);
    });
    await Promise.race([once(child, 'message'), ended]);
    ended.catch(() => {}); // from now on whoever has it decides
    return new GatewayChild(child);
  }

  /** Ends it in the middle of whatever it does. */
  kill(): Promise<void> {
    return this.#end('SIGKILL');
  }

  /** Asks it to stop. */
  stop(): Promise<void> {
    return this.#end('SIGTERM');
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const exited = once(this.#process, 'exit');
    this.#process.kill(signal);
    await exited;
  }
}
