import { createVault, type Vault } from '#db/sealing';
import { type BenchDatabase, startBenchDatabase } from './bench-database.ts';
import { type Child, startChild } from './child.ts';
import { type Keys, newKeys } from './keys.ts';
import type { WebApi } from './web-process.ts';
import type { WorkerApi } from './worker-process.ts';

/** The product at work, each role in a process of its own, as by default: PostgreSQL alone, no Redis. */
export interface Installation {
  readonly database: BenchDatabase;
  readonly vault: Vault;
  readonly keys: Keys;
  readonly web: Child<WebApi>;
  readonly webUrl: string;
}

/** There is no gateway: nobody asks for pictures. */
const NO_GATEWAY = 'http://127.0.0.1:9';

/**
 * Starts PostgreSQL and the web role.
 * @param held ends both
 */
export async function startInstallation(held: AsyncDisposableStack): Promise<Installation> {
  const database = await startBenchDatabase(held);
  const keys = newKeys();
  const web = held.use(startChild<WebApi>(new URL('./web-process.ts', import.meta.url)));
  const webUrl = await web.ask('start', database.url, keys, NO_GATEWAY);
  return { database, vault: createVault(keys.vaultKey), keys, web, webUrl };
}

/** Starts a worker role. @param held ends it */
export async function startWorkerRole(
  held: AsyncDisposableStack,
  { database, keys }: Installation,
): Promise<void> {
  const worker = held.use(startChild<WorkerApi>(new URL('./worker-process.ts', import.meta.url)));
  await worker.ask('start', database.url, keys, NO_GATEWAY);
}
