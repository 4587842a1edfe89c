import { createHash, randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { systemClock } from '#core/kit';
import { seededRandom, startCameraSimulator, withMicrophones } from '#sim/cameras';
import { DEMO_SEED, generateCounty } from '#sim/county';
import { LivingCounty } from '#sim/evening';
import { loadClips, loadPanorama, loadSound } from '#sim/footage';
import { readHandheldAccounts } from '#sim/handhelds';
import { DISCOVERY_PORT, DiscoveryResponder, newDevices, OnvifServer, registeredDevices } from '#sim/onvif';
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
  cameras: withMicrophones([...county.cameras, ...county.newDevices.flatMap(({ channels }) => channels)]),
  clips: loadClips(),
  panorama: loadPanorama(),
  sound: loadSound(),
  credentials: settings.credentials,
  evening: life?.evening ?? null,
  clock: systemClock,
  random: seededRandom(seed),
  log,
}).catch(explainPort);
const onvif = await startOnvif().catch(explainPort);

let stopping = false;
const stop = async (): Promise<void> => {
  if (stopping) return;
  stopping = true;
  life?.close();
  onvif.discovery?.close();
  await onvif.server.close();
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
const onvifPort = onvif.server.port;
log.info({ rtspUrl, controlUrl, onvifPort, cameras: county.cameras.length }, 'simulated county ready');
process.send?.({ type: 'ready', rtspPort, controlPort, onvifPort });
await life?.run();

/** The ONVIF services of all devices; those that are new answer discovery too. */
async function startOnvif() {
  const { rtspPort, head, synchronise, manner } = simulator;
  const waiting = newDevices(county);
  const common = {
    ...{ surroundings: { rtspPort, head, synchronise }, manner, clock: systemClock, log },
    random: seededRandom(seed),
  };
  const server = await OnvifServer.listen({
    ...common,
    ...{ host: settings.host, port: settings.onvifPort, credentials: settings.credentials },
    devices: [...registeredDevices(county), ...waiting],
  });
  const discovery = await DiscoveryResponder.open({
    ...common,
    ...{ address: settings.discoveryAddress, port: DISCOVERY_PORT, onvifPort: server.port, devices: waiting },
  });
  return { server, discovery };
}

/** Says which port another program has, and ends. @throws any other error */
function explainPort(error: NodeJS.ErrnoException & { port?: number }): never {
  if (error.code !== 'EADDRINUSE') throw error;
  const sentence =
    `Port ${error.port}, which the simulated cameras need, is in use by another program. Stop that program, ` +
    'or set SIM_CONTROL_PORT to a free one if it is the control port.';
  log.fatal(sentence);
  process.send?.({ type: 'start_error', sentence });
  process.exit(78);
}

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
