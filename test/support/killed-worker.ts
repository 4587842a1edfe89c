import process from 'node:process';
import { z } from 'zod';
import { connectQueues, defineJob } from '#workers/queues';
import { quietLog } from './quiet-log.ts';

/** Run as a program of its own by the queue tests: takes one job, says so, and holds it until it is killed. */
const [databaseUrl = '', redisUrl = ''] = process.argv.slice(2);
const job = defineJob({ name: 'held', schema: z.object({}), attempts: 1, backoffMs: 10, concurrency: 1 });
const queues = await connectQueues({
  databaseUrl,
  redisUrl: redisUrl === '' ? null : redisUrl,
  log: quietLog,
});
await queues.work(job, async () => {
  process.stdout.write('started\n');
  await new Promise(() => {});
});
