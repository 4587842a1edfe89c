import { spawn } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from '@playwright/test';
import { type DemoPlace, newDemoPlace, startDemo } from './support/demo.ts';

let place: DemoPlace;
test.beforeAll(async () => {
  place = await newDemoPlace();
});
test.afterAll(() => place.remove());

/** Ids of processes whose command line or environment names this place. */
function processesOf({ dataDir }: DemoPlace): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && name !== String(process.pid))
    .filter((pid) =>
      ['cmdline', 'environ'].some((file) => contents(`/proc/${pid}/${file}`).includes(dataDir)),
    );
}

function contents(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

test('Ctrl-C stops everything within 5 s; killed outright, it starts again cleanly and keeps its county', async () => {
  test.setTimeout(240_000);
  const first = await startDemo(place);
  const { tookMs } = await first.stop('SIGINT');
  expect(tookMs).toBeLessThan(5000);
  expect(processesOf(place)).toEqual([]);

  const second = await startDemo(place);
  expect(second.accounts).toEqual(first.accounts);
  process.kill(-second.pid, 'SIGKILL');
  const third = await startDemo(place);
  expect(third.accounts).toEqual(first.accounts);
  expect((await fetch(`${third.url}/readyz`)).status).toBe(200);
  expect((await fetch(`${third.gatewayUrl}/readyz`)).status).toBe(200);

  // A program manager ends the command it started, not the whole group.
  const ended = third.stop('SIGTERM');
  expect((await ended).tookMs).toBeLessThan(5000);
  await expect.poll(() => processesOf(place), { timeout: 5000 }).toEqual([]);
});

test('a taken port is a sentence that names it', async () => {
  const squatter = createServer();
  await new Promise<void>((resolve) =>
    squatter.listen(Number(place.env.BEACONWALL_PORT), '127.0.0.1', resolve),
  );
  try {
    const { code, output } = await runDemo(place.env);
    expect(code).toBe(78);
    expect(output).toContain(`Port ${place.env.BEACONWALL_PORT}`);
    expect(output).not.toContain('    at ');
  } finally {
    squatter.close();
  }
});

test('a data folder that is none, and a setting that cannot be read, are sentences too', async () => {
  const file = join(place.dataDir, 'a file');
  writeFileSync(file, '');
  const noFolder = await runDemo({ ...place.env, BEACONWALL_DATA_DIR: file });
  expect(noFolder.code).toBe(78);
  expect(noFolder.output).toContain(`“${file}” is not a folder`);
  const wrong = await runDemo({ ...place.env, BEACONWALL_PORT: 'eighty' });
  expect(wrong.code).toBe(78);
  expect(wrong.output).toContain('BEACONWALL_PORT');
});

async function runDemo(env: Readonly<Record<string, string>>) {
  const child = spawn('npm', ['run', '--silent', 'demo'], { env: { ...process.env, ...env }, stdio: 'pipe' });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, output };
}
