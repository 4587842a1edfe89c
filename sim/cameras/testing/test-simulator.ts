import { systemClock } from '#core/kit';
import { loadClips } from '#sim/footage';
import { RtspTestClient } from '#sim/testing';
import { seededRandom } from '../seeded-random.ts';
import { type CameraSimulatorOptions, startCameraSimulator } from '../simulator.ts';

export const ONE = '33010500001320000001';
export const OTHER = '33010500001320000002';
/** For tests that run side by side and must not spoil each other's camera. */
export const MORE = ['33010500001320000003', '33010500001320000004', '33010500001320000005'] as const;
export const UNKNOWN = '33010500001329999999';
export const LOGIN = { username: 'admin', password: 'correct horse' };

/** A simulator of a few cameras with real footage on free ports, and short ways to talk to it. */
export async function startTestSimulator(overrides: Partial<CameraSimulatorOptions> = {}) {
  const simulator = await startCameraSimulator({
    host: '127.0.0.1',
    rtspPort: 0,
    controlPort: 0,
    cameras: [ONE, OTHER, ...MORE].map((code) => ({ code, scene: 'junction' })),
    clips: loadClips(),
    credentials: LOGIN,
    clock: systemClock,
    random: seededRandom(1),
    ...overrides,
  });
  const clients: RtspTestClient[] = [];
  return {
    ...simulator,
    url: (code: string, profile = 'sub') => `${simulator.rtspUrl}/${code}/${profile}`,
    /** The same, with user name and password, as players want it. */
    playerUrl: (code: string, profile = 'sub') => {
      const url = new URL(`${simulator.rtspUrl}/${code}/${profile}`);
      return Object.assign(url, { username: LOGIN.username, password: LOGIN.password }).href;
    },
    async connect(login: typeof LOGIN | null = LOGIN): Promise<RtspTestClient> {
      const client = await RtspTestClient.open(simulator.rtspUrl, login);
      clients.push(client);
      return client;
    },
    /** Connects and plays, and waits for the first packet. */
    async watch(code: string, profile = 'sub'): Promise<RtspTestClient> {
      const client = await this.connect();
      await client.play(this.url(code, profile));
      await client.until(() => client.packets(0).length > 0);
      return client;
    },
    async fault(body: object): Promise<Response> {
      return fetch(`${simulator.controlUrl}/faults`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
    },
    async close(): Promise<void> {
      for (const client of clients) client.close();
      await simulator.close();
    },
  };
}

export type TestSimulator = Awaited<ReturnType<typeof startTestSimulator>>;
