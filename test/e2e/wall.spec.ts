import { z } from 'zod';
import { expect, signIn, test } from './support/fixtures.ts';
import { SimulatorControl } from './support/simulator.ts';
import { readTiles, tileOf, videos, waitForFrames, waitForLive } from './support/wall.ts';

const camera = z.object({ orgUnitId: z.string(), orgPath: z.string() });

test('an operator signs in and watches nine cameras of nine villages', async ({ page, demo }, testInfo) => {
  await signIn(page, demo, 'operator');
  await page.keyboard.press('9');
  await waitForLive(page, 9);
  const before = await readTiles(page);
  await waitForFrames(page, before, 30);
  await testInfo.attach('wall', { body: await page.screenshot({ path: 'test-results/wall.png' }) });

  const units = await Promise.all(
    before.map(async ({ cameraId }) => {
      const response = await page.request.get(`${demo.url}/api/cameras/${cameraId}`);
      return camera.parse(await response.json()).orgUnitId;
    }),
  );
  expect(new Set(units).size).toBe(9);
});

test('a camera that stops says so within 15 s, its neighbours never hiccup, and it comes back by itself', async ({
  page,
  demo,
}) => {
  const simulator = new SimulatorControl(demo.simulatorUrl);
  await signIn(page, demo, 'operator');
  await page.keyboard.press('9');
  await waitForLive(page, 9);
  const [victim, ...others] = await readTiles(page);
  if (victim === undefined) throw new Error('no tile');

  const stoppedMs = Date.now();
  await simulator.fail(victim.cameraId, 'stop');
  try {
    const hiccups: string[] = [];
    let earlier = await readTiles(page);
    let earlierMs = performance.now();
    await expect
      .poll(
        async () => {
          // The first look comes at once, when no next picture can be expected yet.
          if (performance.now() - earlierMs < 900) return 'too soon';
          const now = await readTiles(page);
          earlierMs = performance.now();
          for (const { cameraId } of others) {
            const frames = now.find((tile) => tile.cameraId === cameraId);
            const before = earlier.find((tile) => tile.cameraId === cameraId);
            if (frames?.state !== 'live') hiccups.push(`${cameraId} is ${frames?.state}`);
            if ((frames?.frames ?? 0) <= (before?.frames ?? 0)) hiccups.push(`${cameraId} stood still`);
          }
          earlier = now;
          return now.find((tile) => tile.cameraId === victim.cameraId)?.state;
        },
        { timeout: 20_000, intervals: [1000] },
      )
      .toBe('offline');
    expect(Date.now() - stoppedMs).toBeLessThan(15_000);
    expect(hiccups).toEqual([]);
  } finally {
    await simulator.mend(victim.cameraId);
  }
  await expect(tileOf(page, victim.cameraId)).toHaveAttribute('data-state', 'live', { timeout: 60_000 });
  await waitForFrames(page, await readTiles(page), 15);
});

test('a frozen picture never passes for live', async ({ page, demo }) => {
  const simulator = new SimulatorControl(demo.simulatorUrl);
  await signIn(page, demo, 'operator');
  await page.keyboard.press('4');
  await waitForLive(page, 4);
  const [victim] = await readTiles(page);
  if (victim === undefined) throw new Error('no tile');
  await simulator.fail(victim.cameraId, 'stall');
  try {
    await expect(tileOf(page, victim.cameraId)).toHaveAttribute('data-state', /stale|offline/, {
      timeout: 8000,
    });
  } finally {
    await simulator.mend(victim.cameraId);
  }
  await expect(tileOf(page, victim.cameraId)).toHaveAttribute('data-state', 'live', { timeout: 60_000 });
});

test('a page that nobody sees plays nothing, and begins at the live edge when somebody does', async ({
  page,
  demo,
}) => {
  const setVisibility = (state: DocumentVisibilityState) =>
    page.evaluate((now) => {
      Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => now });
      document.dispatchEvent(new Event('visibilitychange'));
    }, state);
  await signIn(page, demo, 'operator');
  await page.keyboard.press('4');
  await waitForLive(page, 4);
  await setVisibility('hidden');
  await expect(videos(page)).toHaveCount(0);
  await setVisibility('visible');
  await waitForLive(page, 4);
});

test('one picture fills the wall, played by hls.js over LL-HLS', async ({ page, demo }) => {
  const playlists: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('.m3u8')) playlists.push(request.url());
  });
  await signIn(page, demo, 'operator');
  await page.keyboard.press('1');
  await expect(videos(page)).toHaveCount(1);
  await waitForLive(page, 1);
  await waitForFrames(page, await readTiles(page), 50);
  expect(playlists.some((url) => url.includes('_HLS_msn='))).toBe(true);
});

test('sixteen tiles play at once', async ({ page, demo }) => {
  await signIn(page, demo, 'operator');
  await page.keyboard.press('0');
  await expect(videos(page)).toHaveCount(16);
  await waitForLive(page, 16);
  await waitForFrames(page, await readTiles(page), 15);
});
