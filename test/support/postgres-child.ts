import process from 'node:process';
import { EmbeddedPostgresError, startEmbeddedPostgres } from '#server/database';
import { quietLog } from './quiet-log.ts';

/** Run as a program of its own by the tests of the embedded PostgreSQL: starts it, says how that went, stays. */
const [dataDir = ''] = process.argv.slice(2);
const say = (what: object) => process.stdout.write(`${JSON.stringify(what)}\n`);
try {
  const postgres = await startEmbeddedPostgres({ dataDir, log: quietLog, progress: () => {} });
  say({ url: postgres.ownerUrl });
  process.on('SIGTERM', () => void postgres.close());
} catch (error) {
  if (!(error instanceof EmbeddedPostgresError)) throw error;
  say({ code: error.code, message: error.message });
}
