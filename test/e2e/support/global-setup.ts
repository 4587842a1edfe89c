import { loadDemoState } from '../../../scripts/demo/demo-state.ts';
import { newDemoPlace, startDemo } from './demo.ts';
import { SimulatorControl } from './simulator.ts';

/** One demo for all end-to-end tests; they learn about it through the environment. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const place = await newDemoPlace();
  const demo = await startDemo(place);
  // The scripted evening cuts the power of cameras too, which the wall's tests must do alone.
  await new SimulatorControl(demo.simulatorUrl).pauseEvening();
  const { ingestKey, cameraPassword } = loadDemoState(place.dataDir);
  process.env.BEACONWALL_E2E = JSON.stringify({
    url: demo.url,
    gatewayUrl: demo.gatewayUrl,
    simulatorUrl: demo.simulatorUrl,
    accounts: demo.accounts,
    ingestKey,
    cameraPassword,
    deadPort: place.deadPort,
  });
  return async () => {
    await demo.stop();
    place.remove();
  };
}
