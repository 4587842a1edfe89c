/**
 * `npm run demo [-- --json]`: Fengtai County on this machine. Builds the pages, starts the database, the three
 * roles and the simulated county, and says how to sign in.
 */
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { StartError } from '#core/kit';
import { closeDatabase, connectDatabase } from '#db/database';
import { countUsers } from '#db/repositories';
import { createVault } from '#db/sealing';
import { createLogger, readSettings, type Secrets, type Settings } from '#server/config';
import { explainStartError, type ProcessSpec, START_ERROR_EXIT_CODE } from '#server/supervisor';
import { aborted, startInstallation, stopSignal } from '../server/composition/installation.ts';
import { buildPages } from './build-pages.ts';
import { announce } from './demo/announce.ts';
import { type DemoState, loadDemoState, openDemoLog, saveDemoState } from './demo/demo-state.ts';
import { CAMERA_USERNAME, seedDemo } from './demo/seed.ts';
import { progress, withProgress } from './progress.ts';

const SIMULATOR = fileURLToPath(new URL('../sim/main.ts', import.meta.url));

async function runDemo(settings: Settings, json: boolean): Promise<void> {
  const signal = stopSignal();
  await buildPages(withProgress);
  const state = await loadDemoState(settings.dataDir);
  const demoLog = openDemoLog(settings.dataDir);
  const log = createLogger('demo', 'warn');
  const installation = await startInstallation(settings, {
    log,
    signal,
    progress,
    onConflict: 'take-over',
    output: demoLog.fd,
    prepare: (databaseUrl, secrets) => prepare(settings, databaseUrl, secrets, state),
    companions: [simulatorSpec(state, demoLog.fd)],
  });
  announce(settings.publicUrl, state.accounts, demoLog.path, json);
  await aborted(signal);
  progress('Stopping');
  await installation.stop();
}

/** Seeds the county at the first start. */
async function prepare(
  settings: Settings,
  databaseUrl: string,
  secrets: Secrets,
  state: DemoState,
): Promise<void> {
  const log = createLogger('demo', 'warn');
  const database = connectDatabase({ url: databaseUrl, poolMax: 2, applicationName: 'beaconwall demo', log });
  try {
    if ((await countUsers(database)) > 0) return;
    const vault = createVault(secrets.vaultKey);
    const accounts = await withProgress('Registering 2,000 cameras', () => seedDemo(database, vault, state));
    state.accounts.splice(0, Number.POSITIVE_INFINITY, ...accounts);
    saveDemoState(settings.dataDir, state);
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
