/**
 * `npm run demo [-- --json]`: Fengtai County on this machine. Builds the pages, starts the database, the three
 * roles and the simulated county, and says how to sign in.
 */
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { StartError } from '#core/kit';
import { closeDatabase, connectDatabase, type Database } from '#db/database';
import { countUsers, moveStreams } from '#db/repositories';
import { createVault, type Vault } from '#db/sealing';
import {
  createLogger,
  type Logger,
  readSettings,
  type Secrets,
  type Settings,
  toEnvironment,
} from '#server/config';
import { explainStartError, type ProcessSpec, START_ERROR_EXIT_CODE } from '#server/supervisor';
import { DEMO_SEED, generateCounty } from '#sim/county';
import { aborted, startInstallation, stopSignal } from '../server/composition/installation.ts';
import { buildPages } from './build-pages.ts';
import { shown } from './demo/accounts.ts';
import { announce } from './demo/announce.ts';
import {
  type DemoState,
  freePort,
  handheldsFile,
  loadDemoState,
  openDemoLog,
  saveDemoState,
  savePrivately,
} from './demo/demo-state.ts';
import { CAMERA_USERNAME, centreAccounts, devicesUrl, seedCounty, simulatorUrl } from './demo/seed.ts';
import { handheldAccounts, hasPeople, INGEST_SOURCE, planPeople, seedPeople } from './demo/seed-people.ts';
import { progress, withProgress } from './progress.ts';

const SIMULATOR = fileURLToPath(new URL('../sim/main.ts', import.meta.url));

async function runDemo(settings: Settings, json: boolean): Promise<void> {
  const signal = stopSignal();
  await buildPages(withProgress);
  const demoLog = openDemoLog(settings.dataDir);
  const log = createLogger('demo', 'info', demoLog.fd);
  let state = loadDemoState(settings.dataDir);
  const installation = await startInstallation(settings, {
    log,
    signal,
    progress,
    onConflict: 'take-over',
    output: demoLog.fd,
    prepare: async (databaseUrl, secrets) => {
      state = await prepare(settings, databaseUrl, secrets, log);
      return {
        companions: [simulatorSpec(settings, state, demoLog.fd)],
        settings: withDemoNetwork(settings, state),
      };
    },
  });
  announce({ ...state, url: settings.publicUrl, logPath: demoLog.path }, json);
  await aborted(signal);
  progress('Stopping');
  await installation.stop();
}

/** Seeds the county at the first start; later, moves its cameras if their port has gone to another program. */
async function prepare(
  settings: Settings,
  databaseUrl: string,
  secrets: Secrets,
  log: Logger,
): Promise<DemoState> {
  const database = connectDatabase({ url: databaseUrl, poolMax: 2, applicationName: 'beaconwall demo', log });
  const { dataDir } = settings;
  try {
    const known = loadDemoState(dataDir);
    const placed = {
      ...known,
      rtspPort: await freePort(known.rtspPort),
      onvifPort: await freePort(known.onvifPort),
    };
    if (placed.rtspPort !== known.rtspPort)
      await moveStreams(database, simulatorUrl(known.rtspPort), simulatorUrl(placed.rtspPort));
    if (placed.onvifPort !== known.onvifPort)
      await moveStreams(database, devicesUrl(known.onvifPort), devicesUrl(placed.onvifPort));
    const vault = createVault(secrets.vaultKey);
    const state = (await hasPeople(database)) ? placed : await seed(database, vault, dataDir, placed);
    saveDemoState(dataDir, state);
    return state;
  } finally {
    await closeDatabase(database);
  }
}

/**
 * Fills the database. What only files know is saved before each commit: a start that is cut off in between leaves
 * passwords that fit nobody, and the next one makes others; never users whose passwords nobody knows.
 */
async function seed(database: Database, vault: Vault, dataDir: string, known: DemoState): Promise<DemoState> {
  const county = generateCounty(DEMO_SEED);
  const accounts = centreAccounts(county);
  const isEmpty = (await countUsers(database)) === 0;
  const settled = isEmpty ? { ...known, accounts: accounts.map(shown) } : known;
  if (isEmpty) {
    saveDemoState(dataDir, settled);
    await withProgress('Registering 2,000 cameras', () =>
      seedCounty(database, vault, { county, accounts, simulator: settled }),
    );
  }
  const people = planPeople(county);
  const names = new Set(people.announced.map(({ username }) => username));
  const centres = settled.accounts.filter(({ username }) => !names.has(username));
  const state = {
    ...settled,
    ingestKey: people.ingestKey,
    accounts: [...centres, ...people.announced.map(shown)],
  };
  saveDemoState(dataDir, state);
  savePrivately(handheldsFile(dataDir), handheldAccounts(people));
  await withProgress('Calling up 40 squads', () => seedPeople(database, vault, people));
  return state;
}

function simulatorSpec(settings: Settings, state: DemoState, output: number): ProcessSpec {
  const env = {
    ...process.env,
    SIM_RTSP_PORT: String(state.rtspPort),
    SIM_ONVIF_PORT: String(state.onvifPort),
    SIM_CAMERA_USERNAME: CAMERA_USERNAME,
    SIM_CAMERA_PASSWORD: state.cameraPassword,
    SIM_WEB_URL: localUrl(settings.host, settings.webPort),
    SIM_WEB_ORIGIN: new URL(settings.publicUrl).origin,
    SIM_INGEST_SOURCE: INGEST_SOURCE,
    SIM_INGEST_KEY: state.ingestKey ?? '',
    SIM_HANDHELDS_FILE: handheldsFile(settings.dataDir),
  };
  return { name: 'simulator', command: process.execPath, args: [SIMULATOR], env, output };
}

/** The county's cameras are on this machine, at these ports; nothing else here is reached as if it were a camera. */
function withDemoNetwork(settings: Settings, { rtspPort, onvifPort }: DemoState): Settings {
  const demo = readSettings({
    ...toEnvironment(settings),
    BEACONWALL_CAMERA_NETWORKS: `${settings.cameraNetworkList},127.0.0.1/32:${rtspPort}+${onvifPort}`,
    BEACONWALL_DISCOVERY_ADDRESS: '127.0.0.1',
  });
  if (!demo.ok) throw new StartError(demo.error.problems.join('\n'));
  return demo.value;
}

/** How a process on this machine reaches one that listens on `host`. */
function localUrl(host: string, port: number): string {
  const address = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  return `http://${address.includes(':') ? `[${address}]` : address}:${port}`;
}

const settings = readSettings({ BEACONWALL_DATA_DIR: 'data/demo', ...process.env });
try {
  if (!settings.ok)
    throw new StartError(`These settings cannot be used:\n${settings.error.problems.join('\n')}`);
  await runDemo(settings.value, process.argv.includes('--json'));
  process.exit(0);
} catch (error) {
  const explained = explainStartError(error);
  console.error(explained?.message ?? error);
  process.exit(explained === null ? 1 : START_ERROR_EXIT_CODE);
}
