import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { closeDatabase, connectDatabase } from '#db/database';
import { countUsers } from '#db/repositories';
import {
  createLogger,
  type Logger,
  loadSecrets,
  type Secrets,
  type Settings,
  settingsOfGateway,
  toEnvironment,
} from '#server/config';
import { startEmbeddedPostgres } from '#server/database';
import { gatewayNodeArguments } from '#server/gateway';
import { type ProcessSpec, Supervisor } from '#server/supervisor';
import { lockInstance, type OnConflict } from './instance-lock.ts';
import { type DatabaseUrls, prepareDatabase } from './prepare-database.ts';

const ENTRY = fileURLToPath(new URL('../main.ts', import.meta.url));

export interface InstallationOptions {
  readonly log: Logger;
  readonly onConflict: OnConflict;
  /** Aborts a start that is under way. */
  readonly signal: AbortSignal;
  /** Where the roles' own output goes: this terminal, or an open file. */
  readonly output: ProcessSpec['output'];
  /** Told what is going on, for things that take a while. */
  readonly progress: (doing: string) => void;
  /** Runs on the migrated database before the roles start. */
  readonly prepare?: (databaseUrl: string, secrets: Secrets) => Promise<Preparation>;
}

/** What was learned before the roles start. */
export interface Preparation {
  /** To run beside the roles. */
  readonly companions: readonly ProcessSpec[];
  /** The settings the roles get. */
  readonly settings: Settings;
}

export interface Installation {
  readonly databaseUrl: string;
  readonly supervisor: Supervisor;
  /** Stops everything within five seconds; nothing is left running. */
  stop(): Promise<void>;
}

/**
 * Starts a whole installation on this machine: the database, then the three roles as supervised processes.
 * @throws StartError with a sentence for the person at the terminal
 */
export async function startInstallation(
  settings: Settings,
  options: InstallationOptions,
): Promise<Installation> {
  const cleanUp: (() => Promise<void> | void)[] = [];
  const stop = async (): Promise<void> => {
    for (const step of cleanUp.splice(0).reverse()) await step();
  };
  try {
    cleanUp.push(await lockInstance(settings.dataDir, options.onConflict));
    const secrets = loadSecrets(settings.dataDir, settings.masterKey);
    const database = givenDatabase(settings) ?? (await startDatabase(settings, options, cleanUp));
    const databaseUrl = database.url;
    options.progress('Bringing the database up to date');
    await prepareDatabase(database);
    const prepared = (await options.prepare?.(databaseUrl, secrets)) ?? { companions: [], settings };
    options.signal.throwIfAborted();
    const supervisor = new Supervisor(options.log);
    cleanUp.push(() => supervisor.stop());
    options.signal.addEventListener('abort', () => void supervisor.stop(), { once: true });
    options.progress('Starting the web, gateway and worker roles');
    const specs = [
      ...prepared.companions,
      ...roleSpecs({ ...prepared.settings, databaseUrl }, options.output),
    ];
    await Promise.all(specs.map((spec) => supervisor.start(spec)));
    return { databaseUrl, supervisor, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function givenDatabase({ databaseUrl, ownerDatabaseUrl }: Settings): DatabaseUrls | null {
  return databaseUrl === null ? null : { url: databaseUrl, ownerUrl: ownerDatabaseUrl };
}

async function startDatabase(
  settings: Settings,
  { log, progress }: InstallationOptions,
  cleanUp: (() => Promise<void> | void)[],
): Promise<DatabaseUrls> {
  progress('Starting the embedded database');
  const postgres = await startEmbeddedPostgres({ dataDir: settings.dataDir, log, progress });
  cleanUp.push(() => postgres.close());
  return postgres;
}

function roleSpecs(settings: Settings, output: ProcessSpec['output']): ProcessSpec[] {
  // The owner of the database stays with this process: what runs in a role must not be able to change the audit log.
  const { BEACONWALL_OWNER_DATABASE_URL: _, ...inherited } = process.env;
  const gateways = Array.from({ length: settings.gateways }, (_, index) => ({
    name: index === 0 ? 'gateway' : `gateway-${index + 1}`,
    args: [...gatewayNodeArguments(), ENTRY, 'gateway'],
    settings: settingsOfGateway(settings, index),
  }));
  const others = ['web', 'worker'].map((name) => ({ name, args: [ENTRY, name], settings }));
  return [...gateways, ...others].map(({ name, args, settings }) => ({
    name,
    command: process.execPath,
    args,
    env: { ...inherited, ...toEnvironment(settings) },
    output,
  }));
}

/** `npm start`: an installation until somebody asks it to stop. */
export async function runInstallation(settings: Settings): Promise<void> {
  const log = createLogger('supervisor', settings.logLevel);
  const signal = stopSignal();
  const installation = await startInstallation(settings, {
    log,
    signal,
    onConflict: 'refuse',
    output: 'inherit',
    progress: (doing) => log.info(doing),
  });
  log.info(`Beaconwall is ready at ${settings.publicUrl}`);
  await announceSetUp(settings, installation.databaseUrl, log);
  await aborted(signal);
  await installation.stop();
}

/** While there is no user yet, tells the person at the terminal where to make the first one. */
async function announceSetUp(settings: Settings, databaseUrl: string, log: Logger): Promise<void> {
  const database = connectDatabase({
    url: databaseUrl,
    poolMax: 1,
    applicationName: 'beaconwall set-up',
    log,
  });
  const users = await countUsers(database);
  await closeDatabase(database);
  if (users > 0) return;
  const { setupToken } = loadSecrets(settings.dataDir, settings.masterKey);
  // Behind the hash, the token is sent to no server and stands in no access log.
  log.info(`There is no user yet. Open ${settings.publicUrl}/setup#${setupToken} to make the first one.`);
}

/** Aborts at Ctrl-C, at a service manager's SIGTERM, or at the end of the parent that holds our IPC channel. */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  for (const event of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'])
    process.on(event, () => controller.abort());
  return controller.signal;
}

/** Resolves when the signal aborts. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
