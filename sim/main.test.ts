import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
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
      ...environment,
    },
    silent: true,
    execArgv: [],
  });
  children.push(child);
  return child;
}

async function ready(child: ChildProcess): Promise<{ rtspPort: number; controlPort: number }> {
  const [message] = await once(child, 'message');
  expect(message).toMatchObject({ type: 'ready' });
  return message as { rtspPort: number; controlPort: number };
}

describe('the simulator process', () => {
  it('serves the whole county and says when it is ready', async () => {
    const child = start({ SIM_CAMERA_PASSWORD: 'secret' });
    const { rtspPort, controlPort } = await ready(child);
    const response = await fetch(`http://127.0.0.1:${controlPort}/cameras`);
    const { cameras } = (await response.json()) as { cameras: { code: string }[] };
    expect(cameras).toHaveLength(2_000);
    const login = { username: 'admin', password: 'secret' };
    const client = await RtspTestClient.open(`rtsp://127.0.0.1:${rtspPort}`, login);
    const last = `rtsp://127.0.0.1:${rtspPort}/${cameras.at(-1)?.code}/sub`;
    expect((await client.play(last)).status).toBe(200);
    await client.until(() => client.packets(0).length > 0);
    client.close();
  });

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
