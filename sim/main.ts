import { createHash, randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { systemClock } from '#core/kit';
import { seededRandom, startCameraSimulator } from '#sim/cameras';
import { DEMO_SEED, generateCounty } from '#sim/county';
import { LivingCounty } from '#sim/evening';
import { loadClips } from '#sim/footage';
import { readHandheldAccounts } from '#sim/handhelds';
import { readSimulatorSettings, type WebSettings } from './settings.ts';

const settings = readSimulatorSettings(process.env);
const log = pino({ name: 'sim' });
const seed = settings.seed ?? DEMO_SEED;
const county = generateCounty(seed);
const life = settings.web === null ? null : createLife(settings.web);

const simulator = await startCameraSimulator({
  host: settings.host,
  rtspPort: settings.rtspPort,
  controlPort: settings.controlPort,
  cameras: county.cameras,
  clips: loadClips(),
  credentials: settings.credentials,
  evening: life?.evening ?? null,
  clock: systemClock,
  random: seededRandom(seed),
  log,
}).catch((error: NodeJS.ErrnoException & { port?: number }) => {
  if (error.code !== 'EADDRINUSE') throw error;
  const sentence =
    `Port ${error.port}, which the simulated cameras need, is in use by another program. Stop that program, ` +
    'or set SIM_CONTROL_PORT to a free one if it is the control port.';
  log.fatal(sentence);
  process.send?.({ type: 'start_error', sentence });
  process.exit(78);
});

let stopping = false;
const stop = async (): Promise<void> => {
  if (stopping) return;
  stopping = true;
  life?.close();
  await simulator.close();
  process.exit(0);
};
process.on('SIGTERM', () => void stop());
// Started by a supervisor, the simulator does not outlive it, and leaves Ctrl-C, which reaches both, to it.
process.on('SIGINT', () => {
  if (process.send === undefined) void stop();
});
process.on('disconnect', () => void stop());

const { rtspUrl, rtspPort, controlUrl, controlPort } = simulator;
log.info({ rtspUrl, controlUrl, cameras: county.cameras.length }, 'simulated county ready');
process.send?.({ type: 'ready', rtspPort, controlPort });
await life?.run();

/** The people of the county, who begin as soon as the web role is ready. */
function createLife(web: WebSettings): LivingCounty {
  const labelled = (label: string): number =>
    createHash('sha256').update(`${seed}/${label}`).digest().readInt32LE();
  return new LivingCounty({
    county,
    webUrl: web.url,
    origin: web.origin,
    source: web.source,
    accounts: readHandheldAccounts(web.handheldsFile),
    runId: `sim-${systemClock.now().toString(36)}`,
    randomFor: (label) => seededRandom(labelled(label)),
    newActionId: randomUUID,
    setOutage: (cameras, isOn) => {
      for (const code of cameras) {
        if (isOn) simulator.faults.set(code, { fault: 'stop' });
        else simulator.faults.clear(code);
      }
    },
    clock: systemClock,
    log,
  });
}
