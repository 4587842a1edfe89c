import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeDatabase, connectDatabase, type Database } from '#db/database';
import { startEmbeddedPostgres } from '#server/database';
import { prepareDatabase } from '../../server/composition/prepare-database.ts';
import { complainingLog as log } from './complaining-log.ts';

export interface BenchDatabase {
  /** As the roles use it, and the same as its owner. */
  readonly url: string;
  readonly ownerUrl: string;
  readonly db: Database;
}

/** Runs a statement as the owner of the tables, who alone may look after them. */
export async function asOwner({ ownerUrl }: BenchDatabase, statement: string): Promise<void> {
  const owner = connectDatabase({ url: ownerUrl, poolMax: 1, applicationName: 'bench owner', log });
  await owner.execute(statement).finally(() => closeDatabase(owner));
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
  const { url, ownerUrl } = postgres;
  await prepareDatabase({ url, ownerUrl });
  const db = connectDatabase({ url, poolMax: 4, applicationName: 'bench', log });
  held.defer(() => closeDatabase(db));
  return { url, ownerUrl, db };
}
