import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedPostgres } from '#server/database';
import { quietLog } from './quiet-log.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A PostgreSQL shared by all tests of the run; each makes databases of its own on it. */
    postgresUrl: string;
  }
}

/** What is used of Vitest's `TestProject`. */
interface Project {
  provide(name: 'postgresUrl', url: string): void;
}

/** Starts one PostgreSQL for the whole run: `createTestDatabase` makes the databases. */
export default async function setUp(project: Project): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'beaconwall-test-'));
  await chmod(dataDir, 0o755); // so that it holds the cluster even when root runs the tests
  const postgres = await startEmbeddedPostgres({ dataDir, log: quietLog, progress: () => {} });
  project.provide('postgresUrl', postgres.url);
  return async () => {
    await postgres.close();
    await rm(dataDir, { recursive: true });
  };
}
