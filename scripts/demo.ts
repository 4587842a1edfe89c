/**
 * `npm run demo [-- --json]`: Fengtai County on this machine. Builds the pages, starts the database, the three
 * roles and the simulated county, and says how to sign in.
 */
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { StartError } from '#core/kit';
import { closeDatabase, connectDatabase } from '#db/database';
import { countUsers, moveStreams } from '#db/repositories';
import { createVault } from '#db/sealing';
import { createLogger, type Logger, readSettings, type Secrets, type Settings } from '#server/config';
import { explainStartError, type ProcessSpec, START_ERROR_EXIT_CODE } from '#server/supervisor';
import { aborted, startInstallation, stopSignal } from '../server/composition/installation.ts';
import { buildPages } from './build-pages.ts';
import { announce } from './demo/announce.ts';
import {
  type DemoAccount,
  type DemoState,
  freePort,
  loadDemoState,
  openDemoLog,
  saveDemoState,
} from './demo/demo-state.ts';
import { CAMERA_USERNAME, seedDemo, simulatorUrl } from './demo/seed.ts';
import { progress, withProgress } from './progress.ts';

const SIMULATOR = fileURLToPath(new URL('../sim/main.ts', import.meta.url));

async function runDemo(settings: Settings, json: boolean): Promise<void> {
  const signal = stopSignal();
  await buildPages(withProgress);
  const demoLog = openDemoLog(settings.dataDir);
  const log = createLogger('demo', 'info', demoLog.fd);
  let accounts: readonly DemoAccount[] = [];
  const installation = await startInstallation(settings, {
    log,
    signal,
    progress,
    onConflict: 'take-over',
    output: demoLog.fd,
    prepare: async (databaseUrl, secrets) => {
      const state = await prepare(settings, databaseUrl, secrets, log);
      accounts = state.accounts;
      return [simulatorSpec(state, demoLog.fd)];
    },
  });
  announce(settings.publicUrl, accounts, demoLog.path, json);
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
  try {
    const known = loadDemoState(settings.dataDir);
    const state = { ...known, rtspPort: await freePort(known.rtspPort) };
    if ((await countUsers(database)) === 0) {
      const vault = createVault(secrets.vaultKey);
      state.accounts = await withProgress('Registering 2,000 cameras', () =>
        seedDemo(database, vault, state),
      );
    } else if (state.rtspPort !== known.rtspPort) {
      await moveStreams(database, simulatorUrl(known.rtspPort), simulatorUrl(state.rtspPort));
    }
    saveDemoState(settings.dataDir, state);
    return state;
  } finally {
    await closeDatabase(database);
  }
}

function simulatorSpec(state: DemoState, output: number): ProcessSpec {
  const env = {
    ...process.env,
    SIM_RTSP_PORT: String(state.rtspPort),
    SIM_CAMERA_USERNAME: CAMERA_USERNAME,
    SIM_CAMERA_PASSWORD: state.cameraPassword,
  };
  return { name: 'simulator', command: process.execPath, args: [SIMULATOR], env, output };
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
