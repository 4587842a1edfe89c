import { mkdir, realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import type { Log } from '#core/kit';
import { ensureAppRole } from '#db/database';
import { type Binaries, packagedBinaries, prepareBinaries } from './binaries.ts';
import { APP_ROLE, appPassword, createCluster, ROLE, readSecret } from './cluster.ts';
import { explain } from './error.ts';
import { findLocation, type Location } from './location.ts';
import { lockCluster } from './owner-lock.ts';
import { choosePort, LOOPBACK } from './port.ts';
import { Postmaster } from './postmaster.ts';
import { retireOrphans } from './processes.ts';

export interface EmbeddedPostgresOptions {
  /** The installation's data folder; made if missing. */
  readonly dataDir: string;
  /** A wish; 0 or none: the one of last time, or any. Another is taken when it is not free. */
  readonly port?: number;
  readonly log: Log;
  /** Told what takes a while at the first start. */
  readonly progress: (doing: string) => void;
  /** Where the database goes when PostgreSQL's user cannot enter the data folder. Default `/var/lib/beaconwall`. */
  readonly outsideDir?: string;
  /** The folder of PostgreSQL's programs. Default: the one npm installed for this machine. */
  readonly native?: string;
}

export interface EmbeddedPostgres {
  /** `postgres://…@127.0.0.1:port/beaconwall`, with its password: as a user that owns nothing, for the roles. */
  readonly url: string;
  /** The same as its owner, for who makes the tables; the roles must not get it. */
  readonly ownerUrl: string;
  /** Stops PostgreSQL within three seconds; open connections are cut. */
  close(): Promise<void>;
}

/** A port found free can be taken before PostgreSQL binds it. */
const PORT_TRIES = 5;
const RESTART_MIN_MS = 100;
const RESTART_MAX_MS = 5_000;

/**
 * Starts a PostgreSQL of our own on a folder of its own, making the database at the first start. It listens on the
 * loopback address only, under a generated password. Should it end by itself, it is started again on the same port.
 * @throws EmbeddedPostgresError, whose message tells the administrator what to do
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const folder = resolve(options.dataDir);
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const location = await findLocation({
      dataDir: await realpath(folder),
      outsideDir: options.outsideDir ?? '/var/lib/beaconwall',
      log: options.log,
    });
    const unlock = await lockCluster(location.root);
    try {
      return await start(location, options, unlock);
    } catch (error) {
      await unlock();
      throw error;
    }
  } catch (error) {
    throw explain(error, folder);
  }
}

async function start(
  location: Location,
  options: EmbeddedPostgresOptions,
  unlock: () => Promise<void>,
): Promise<EmbeddedPostgres> {
  const { log, progress } = options;
  const binaries = await prepareBinaries({
    native: options.native ?? packagedBinaries(),
    copiesDir: location.root,
    identity: location.identity,
    progress,
  });
  if (location.exists) await retireOrphans(location.cluster, log);
  else {
    progress('Creating the database');
    await createCluster(location, binaries);
  }
  const secret = await readSecret(location);
  const { postmaster, port } = await startOnAFreePort(location, binaries, options);
  const at = (database: string) => `${LOOPBACK}:${port}/${database}`;
  const url = `postgres://${APP_ROLE}:${appPassword(secret)}@${at(ROLE)}`;
  try {
    await createDatabase(`postgres://${ROLE}:${secret}@${at('postgres')}`, url);
  } catch (error) {
    await postmaster.stop();
    throw error;
  }
  const keeper = keepRunning(postmaster, () => launch(location, binaries, port, log), location, log);
  return {
    url,
    ownerUrl: `postgres://${ROLE}:${secret}@${at(ROLE)}`,
    close: async () => {
      await keeper.stop();
      await unlock();
    },
  };
}

function launch(
  { cluster, root, identity }: Location,
  { postgres }: Binaries,
  port: number,
  log: Log,
): Postmaster {
  return new Postmaster({ program: postgres, identity, cwd: root }, cluster, port, log);
}

async function startOnAFreePort(location: Location, binaries: Binaries, options: EmbeddedPostgresOptions) {
  for (let tries = 1; ; tries++) {
    const port = await choosePort(location.root, tries === 1 ? (options.port ?? 0) : 0);
    const postmaster = launch(location, binaries, port, options.log);
    try {
      await postmaster.waitUntilReady();
      return { postmaster, port };
    } catch (error) {
      const taken = error instanceof Error && error.message.includes('Address already in use');
      if (!taken || tries === PORT_TRIES) throw error;
    }
  }
}

/** Makes our database and the user of the roles unless they are there. */
async function createDatabase(adminUrl: string, appUrl: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  client.on('error', () => {}); // the query that runs fails with the same error
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [ROLE]);
    if (rowCount === 0) await client.query(`create database ${ROLE}`);
    await ensureAppRole(client, appUrl);
  } finally {
    await client.end();
  }
}

/** Starts PostgreSQL again whenever it ends unasked, with growing pauses while it does not come up. */
function keepRunning(first: Postmaster, launchAgain: () => Postmaster, { cluster }: Location, log: Log) {
  const stopping = new AbortController();
  let current = first;
  const watch = async (): Promise<void> => {
    let pauseMs = RESTART_MIN_MS;
    for (;;) {
      const lastWords = await current.exited;
      if (stopping.signal.aborted) return;
      log.error({ lastWords }, 'PostgreSQL ended; starting it again');
      await sleep(pauseMs, undefined, { signal: stopping.signal }).catch(() => {});
      pauseMs = Math.min(pauseMs * 2, RESTART_MAX_MS);
      await retireOrphans(cluster, log).catch((error: Error) =>
        log.error({ error: error.message }, 'in the way'),
      );
      if (stopping.signal.aborted) return;
      current = launchAgain();
      current.waitUntilReady().then(
        () => {
          pauseMs = RESTART_MIN_MS;
          log.info({}, 'PostgreSQL is back');
        },
        () => {}, // it ended again; the loop sees that
      );
    }
  };
  const watched = watch();
  return {
    stop: async () => {
      stopping.abort();
      await current.stop();
      await watched;
    },
  };
}
