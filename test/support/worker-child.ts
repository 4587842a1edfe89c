import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import process from 'node:process';
import { systemClock } from '#core/kit';
import { startWorker } from '../../workers/main.ts';
import { quietLog } from './quiet-log.ts';

/**
 * Run as a program of its own by the tests that kill workers: a real worker role. Says `loaded`, waits for a line, so
 * that the time it takes to load is not part of the test, starts, and says `started`.
 */
process.stdin.on('end', () => process.exit()); // whoever was to kill it is gone
const [databaseUrl = '', redisUrl = '', escalationScale = '1'] = process.argv.slice(2);
process.stdout.write('loaded\n');
await once(process.stdin, 'data');
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
process.stdout.write('started\n');
