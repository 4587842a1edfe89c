import { once } from 'node:events';
import process from 'node:process';
import { Redis } from 'ioredis';
import { Client } from 'pg';

/**
 * Says `loaded` and waits for a line with a number, so that the time it takes to load is no part of a test. At that
 * step from then on, be it a statement to PostgreSQL or a command to Redis, the process kills itself: what it sent
 * before has gone out, answered or not, and the step has not. 0: never.
 */
export async function awaitDoom(): Promise<void> {
  process.stdin.on('end', () => process.exit()); // whoever was to kill it is gone
  process.stdout.write('loaded\n');
  const [line] = (await once(process.stdin, 'data')) as [Buffer];
  const doom = Number(line.toString());
  let steps = 0;
  const step = (): void => {
    steps += 1;
    if (steps === doom) process.kill(process.pid, 'SIGKILL');
  };
  beforeEach(Client.prototype, 'query', step);
  beforeEach(Redis.prototype, 'sendCommand', step);
}

function beforeEach(prototype: object, method: string, run: () => void): void {
  const original = Reflect.get(prototype, method) as (...args: unknown[]) => unknown;
  Reflect.set(prototype, method, function counted(this: unknown, ...args: unknown[]): unknown {
    run();
    return Reflect.apply(original, this, args);
  });
}
