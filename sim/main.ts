import { pino } from 'pino';
import { systemClock } from '#core/kit';
import { seededRandom, startCameraSimulator } from '#sim/cameras';
import { DEMO_SEED, generateCounty } from '#sim/county';
import { loadClips } from '#sim/footage';
import { readSimulatorSettings } from './settings.ts';

const settings = readSimulatorSettings(process.env);
const log = pino({ name: 'sim' });
const seed = settings.seed ?? DEMO_SEED;
const county = generateCounty(seed);

const simulator = await startCameraSimulator({
  host: settings.host,
  rtspPort: settings.rtspPort,
  controlPort: settings.controlPort,
  cameras: county.cameras,
  clips: loadClips(),
  credentials: settings.credentials,
  clock: systemClock,
  random: seededRandom(seed),
  log,
});

let stopping = false;
const stop = async (): Promise<void> => {
  if (stopping) return;
  stopping = true;
  await simulator.close();
  process.exit(0);
};
process.on('SIGTERM', () => void stop());
process.on('SIGINT', () => void stop());
// Started by a supervisor, the simulator does not outlive it.
process.on('disconnect', () => void stop());

const { rtspUrl, rtspPort, controlUrl, controlPort } = simulator;
log.info({ rtspUrl, controlUrl, cameras: county.cameras.length }, 'simulated county ready');
process.send?.({ type: 'ready', rtspPort, controlPort });
