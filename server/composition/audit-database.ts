import { closeDatabase, connectDatabase, type Database, isDatabaseReady } from '#db/database';
import type { Logger, Settings } from '#server/config';
import { startEmbeddedPostgres, whereEmbeddedPostgresRuns } from '#server/database';

/** The database for a command at the terminal: in use, or brought up for it. */
export interface AuditDatabase {
  readonly db: Database;
  /** Gives back what was opened. */
  close(): Promise<void>;
}

/**
 * Opens the installation's database, as its owner where that is known: the one of the settings, the embedded one that
 * runs, or the embedded one, started for as long as the command takes.
 * @throws StartError when it cannot be started
 */
export async function openAuditDatabase(settings: Settings, log: Logger): Promise<AuditDatabase> {
  const opened = new AsyncDisposableStack();
  const url = await findUrl(settings, log, opened);
  const db = connectDatabase({ url, poolMax: 3, applicationName: 'beaconwall audit', log });
  opened.defer(() => closeDatabase(db));
  return { db, close: () => opened.disposeAsync() };
}

async function findUrl(settings: Settings, log: Logger, opened: AsyncDisposableStack): Promise<string> {
  const given = settings.ownerDatabaseUrl ?? settings.databaseUrl;
  if (given !== null) return given;
  const running = await whereEmbeddedPostgresRuns(settings.dataDir);
  if (running !== null && (await answers(running, log))) return running;
  const postgres = await startEmbeddedPostgres({ dataDir: settings.dataDir, log, progress: () => {} });
  opened.defer(() => postgres.close());
  return postgres.ownerUrl;
}

async function answers(url: string, log: Logger): Promise<boolean> {
  const db = connectDatabase({ url, poolMax: 1, applicationName: 'beaconwall audit', log });
  const ready = await isDatabaseReady(db);
  await closeDatabase(db);
  return ready;
}
