import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import process from 'node:process';
import { Redis } from 'ioredis';
import { Client } from 'pg';
import { systemClock } from '#core/kit';
import { startWorker } from '../../workers/main.ts';
import { quietLog } from './quiet-log.ts';

/**
 * Run as a program of its own by the tests that kill workers: a real worker role. Says `loaded`, waits for a line with
 * a number, and starts. At that step, be it a statement to PostgreSQL or a command to Redis, it kills itself: what it
 * sent before has gone out, answered or not, and the step has not. 0: never.
 */
process.stdin.on('end', () => process.exit()); // whoever was to kill it is gone
const [databaseUrl = '', redisUrl = '', escalationScale = '1'] = process.argv.slice(2);
process.stdout.write('loaded\n');
const [line] = (await once(process.stdin, 'data')) as [Buffer];
dieAtStep(Number(line.toString()));
await startWorker({
  databaseUrl,
  redisUrl: redisUrl === '' ? null : redisUrl,
  gatewayUrl: 'http://gateway.test',
  hmac: (data) => createHmac('sha256', 'test').update(data).digest('base64url'),
  clock: systemClock,
  log: quietLog,
  sweepEveryMs: 3_600_000,
  escalationScale: Number(escalationScale),
});

function dieAtStep(step: number): void {
  let steps = 0;
  const count = (): void => {
    steps += 1;
    if (steps === step) process.kill(process.pid, 'SIGKILL');
  };
  for (const [prototype, method] of [
    [Client.prototype, 'query'],
    [Redis.prototype, 'sendCommand'],
  ] as const) {
    const original: unknown = Reflect.get(prototype, method);
    Reflect.set(prototype, method, function counted(this: unknown, ...args: unknown[]): unknown {
      count();
      return Reflect.apply(original as (...values: unknown[]) => unknown, this, args);
    });
  }
}
