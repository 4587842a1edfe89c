import { type ChildProcess, fork } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Cam } from 'onvif';
import { afterEach, describe, expect, it } from 'vitest';
import { DEMO_SEED, generateCounty } from '#sim/county';
import { devicePath, profileToken } from '#sim/onvif';
import { RtspTestClient } from '#sim/testing';
import { readSimulatorSettings } from './settings.ts';

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

function start(environment: Record<string, string>): ChildProcess {
  const child = fork(new URL('./main.ts', import.meta.url), {
    env: {
      NODE_ENV: 'test',
      PATH: process.env.PATH,
      SIM_RTSP_PORT: '0',
      SIM_CONTROL_PORT: '0',
      SIM_ONVIF_PORT: '0',
      ...environment,
    },
    silent: true,
    execArgv: [],
  });
  children.push(child);
  return child;
}

interface Ports {
  readonly rtspPort: number;
  readonly controlPort: number;
  readonly onvifPort: number;
}

async function ready(child: ChildProcess): Promise<Ports> {
  const [message] = await once(child, 'message');
  expect(message).toMatchObject({ type: 'ready' });
  return message as Ports;
}

/** Stands in for a web role that is not ready yet, and takes positions when it is. */
async function startStandIn() {
  let isReady = false;
  const first = Promise.withResolvers<{ headers: IncomingHttpHeaders; body: string }>();
  const server = createServer(async (request, response) => {
    const body = await text(request);
    if (request.url === '/api/ingest/positions') first.resolve({ headers: request.headers, body });
    response.writeHead(isReady ? 200 : 503, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ results: [] }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    firstPositions: first.promise,
    becomeReady: () => {
      isReady = true;
    },
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

describe('the simulator process', () => {
  it('serves the whole county and says when it is ready', async () => {
    const child = start({ SIM_CAMERA_PASSWORD: 'secret' });
    const { rtspPort, controlPort } = await ready(child);
    const response = await fetch(`http://127.0.0.1:${controlPort}/cameras`);
    const { cameras } = (await response.json()) as { cameras: { code: string }[] };
    // Those of the county, and of the devices that nobody has registered.
    expect(cameras).toHaveLength(2_000 + 6 + 16);
    const login = { username: 'admin', password: 'secret' };
    const client = await RtspTestClient.open(`rtsp://127.0.0.1:${rtspPort}`, login);
    const last = `rtsp://127.0.0.1:${rtspPort}/${cameras.at(-1)?.code}/sub`;
    expect((await client.play(last)).status).toBe(200);
    await client.until(() => client.packets(0).length > 0);
    client.close();
  });

  it('shows over RTSP what a dome is told over ONVIF', async () => {
    const child = start({ SIM_CAMERA_PASSWORD: 'secret' });
    const { rtspPort, onvifPort } = await ready(child);
    const dome = generateCounty(DEMO_SEED).cameras.find(({ ptz }) => ptz)?.code ?? '';
    const login = { username: 'admin', password: 'secret' };
    const camera = new Cam({
      ...{ hostname: '127.0.0.1', port: onvifPort, path: devicePath(dome), ...login },
      ...{ preserveAddress: true, autoconnect: false },
    });
    const told = (call: (back: (error: Error | null) => void) => void) =>
      new Promise<void>((resolve, reject) => call((error) => (error ? reject(error) : resolve())));
    await told((back) => camera.connect(back));
    const client = await RtspTestClient.open(`rtsp://127.0.0.1:${rtspPort}`, login);
    await client.play(`rtsp://127.0.0.1:${rtspPort}/${dome}/sub`);
    await client.until(() => client.packets(0).length > 100);
    await told((back) =>
      camera.continuousMove(
        { profileToken: profileToken(0, 'main'), x: 1, y: 0, zoom: 0, timeout: 9_000 },
        back,
      ),
    );
    // At rest a key frame comes every two seconds; on the way, at each place of the grid.
    const keyFrames = () => client.packets(0).filter((packet) => ((packet[12] ?? 0) & 0x1f) === 24).length;
    const before = keyFrames();
    await client.until(() => keyFrames() >= before + 5);
    client.close();
  });
});

describe('the life of the simulator process', () => {
  it('stops within a second when told, viewers or not', async () => {
    const child = start({ SIM_CAMERA_PASSWORD: 'secret' });
    const { rtspPort } = await ready(child);
    const client = await RtspTestClient.open(`rtsp://127.0.0.1:${rtspPort}`, null);
    child.kill('SIGTERM');
    const told = performance.now();
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
    expect(performance.now() - told).toBeLessThan(1_000);
    await client.closed();
  });

  it('lets the county live once the web role is ready, and stops at once with it', async () => {
    const web = await startStandIn();
    const folder = mkdtempSync(join(tmpdir(), 'beaconwall-sim-'));
    const file = join(folder, 'handhelds.json');
    writeFileSync(file, JSON.stringify({ played: null, simulated: [] }));
    const child = start({
      ...{ SIM_CAMERA_PASSWORD: 'secret', SIM_WEB_URL: web.url },
      ...{ SIM_INGEST_KEY: 'key', SIM_INGEST_SOURCE: 'county', SIM_HANDHELDS_FILE: file },
    });
    const { controlPort } = await ready(child);
    const report = async () => (await fetch(`http://127.0.0.1:${controlPort}/evening`)).json();
    expect(await report()).toMatchObject({ state: 'waiting' });
    web.becomeReady();
    const { headers, body } = await web.firstPositions;
    const timestamp = headers['x-beaconwall-timestamp'];
    const signature = createHmac('sha256', 'key').update(`${timestamp}.${body}`).digest('base64url');
    expect(headers).toMatchObject({
      ...{ 'x-beaconwall-source': 'county', 'x-beaconwall-signature': signature },
    });
    expect(JSON.parse(body).positions).toHaveLength(40);
    expect(await report()).toMatchObject({ state: 'running', round: 1, next: 'watchlist-hit' });
    child.kill('SIGTERM');
    const told = performance.now();
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
    expect(performance.now() - told).toBeLessThan(1_000);
    web.close();
    rmSync(folder, { recursive: true });
  });

  it('does not outlive its parent', async () => {
    const child = start({ SIM_CAMERA_PASSWORD: 'secret' });
    await ready(child);
    child.disconnect();
    const [code] = await once(child, 'exit');
    expect(code).toBe(0);
  });

  it('does not start without a password', async () => {
    const child = start({});
    const said: Buffer[] = [];
    child.stderr?.on('data', (chunk: Buffer) => said.push(chunk));
    const [code] = await once(child, 'close');
    expect(code).not.toBe(0);
    expect(Buffer.concat(said).toString()).toContain('SIM_CAMERA_PASSWORD');
  });
});

describe('settings', () => {
  it('have defaults for all but the password', () => {
    expect(readSimulatorSettings({ SIM_CAMERA_PASSWORD: 'x' })).toEqual({
      host: '127.0.0.1',
      rtspPort: 8554,
      controlPort: 8555,
      onvifPort: 8580,
      discoveryAddress: '127.0.0.1',
      seed: null,
      credentials: { username: 'admin', password: 'x' },
      web: null,
    });
  });

  it('make the county live when they name a web role, with all that takes', () => {
    const given = { SIM_CAMERA_PASSWORD: 'x', SIM_WEB_URL: 'http://127.0.0.1:8080/' };
    expect(() => readSimulatorSettings(given)).toThrow('SIM_INGEST_KEY');
    const life = { SIM_INGEST_KEY: 'k', SIM_HANDHELDS_FILE: 'handhelds.json' };
    expect(readSimulatorSettings({ ...given, ...life }).web).toEqual({
      url: 'http://127.0.0.1:8080',
      origin: 'http://127.0.0.1:8080',
      source: { name: 'simulator', key: 'k' },
      handheldsFile: 'handhelds.json',
    });
  });

  it('name what is wrong', () => {
    expect(() => readSimulatorSettings({ SIM_CAMERA_PASSWORD: 'x', SIM_RTSP_PORT: 'no' })).toThrow(
      'SIM_RTSP_PORT',
    );
  });
});
