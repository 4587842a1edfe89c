import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '#server/database';
import { prepareDatabase } from '../../server/composition/prepare-database.ts';
import { quietLog } from './quiet-log.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The PostgreSQL servers of the run, one for each worker; tests make databases of their own on them. */
    postgresServers: readonly PostgresUrls[];
  }
}

/** One PostgreSQL, by a database on it whose tables are up to date: others are made as copies of that. */
export interface PostgresUrls {
  /** As the product's roles use it. */
  readonly url: string;
  /** As its owner. */
  readonly ownerUrl: string;
}

/** What is used of Vitest's `TestProject`. */
interface Project {
  readonly config: { readonly maxWorkers: number };
  provide(name: 'postgresServers', servers: readonly PostgresUrls[]): void;
}

/**
 * Starts a PostgreSQL for each worker: `createTestDatabase` makes the databases. Not one for all: a transaction
 * holds back readers of the journal on its whole server, those of other databases too.
 */
export default async function setUp(project: Project): Promise<() => Promise<void>> {
  const servers = await Promise.all(Array.from({ length: project.config.maxWorkers }, startServer));
  project.provide(
    'postgresServers',
    servers.map(({ url, ownerUrl }) => ({ url, ownerUrl })),
  );
  return async () => {
    await Promise.all(servers.map(({ close }) => close()));
  };
}

async function startServer() {
  const dataDir = await mkdtemp(join(tmpdir(), 'beaconwall-test-'));
  await chmod(dataDir, 0o755); // so that it holds the cluster even when root runs the tests
  const postgres = await startEmbeddedPostgres({ dataDir, log: quietLog, progress: () => {} });
  const { url, ownerUrl } = postgres;
  await prepareDatabase({ url, ownerUrl });
  const close = async () => {
    await postgres.close();
    await rm(dataDir, { recursive: true });
  };
  return { url, ownerUrl, close };
}
