import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeDatabase, connectDatabase, type Database, migrateDatabase } from '#db/database';
import { startEmbeddedPostgres } from '#server/database';
import { complainingLog as log } from './complaining-log.ts';

export interface BenchDatabase {
  readonly url: string;
  readonly db: Database;
}

/**
 * Starts the embedded PostgreSQL as the product does by default, on a temporary folder, with empty tables.
 * @param held stops it and removes the folder
 */
export async function startBenchDatabase(held: AsyncDisposableStack): Promise<BenchDatabase> {
  const dataDir = await mkdtemp(join(tmpdir(), 'beaconwall-bench-'));
  held.defer(() => rm(dataDir, { recursive: true, force: true }));
  await chmod(dataDir, 0o755); // so that it holds the cluster even when root runs the benchmark
  const postgres = await startEmbeddedPostgres({ dataDir, log, progress: () => {} });
  held.defer(() => postgres.close());
  await migrateDatabase(postgres.url);
  const db = connectDatabase({ url: postgres.url, poolMax: 4, applicationName: 'bench', log });
  held.defer(() => closeDatabase(db));
  return { url: postgres.url, db };
}
