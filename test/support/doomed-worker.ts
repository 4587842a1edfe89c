import { createHmac } from 'node:crypto';
import process from 'node:process';
import { systemClock } from '#core/kit';
import { startWorker } from '../../workers/main.ts';
import { awaitDoom } from './await-doom.ts';
import { onlyGateway } from './only-gateway.ts';
import { quietLog } from './quiet-log.ts';

/** Run as a program of its own by the tests that kill workers: a real worker role. */
const [databaseUrl = '', redisUrl = '', escalationScale = '1'] = process.argv.slice(2);
await awaitDoom();
await startWorker({
  databaseUrl,
  redisUrl: redisUrl === '' ? null : redisUrl,
  gateways: onlyGateway('http://gateway.test'),
  hmac: (data) => createHmac('sha256', 'test').update(data).digest('base64url'),
  clock: systemClock,
  log: quietLog,
  sweepEveryMs: 3_600_000,
  escalationScale: Number(escalationScale),
});
