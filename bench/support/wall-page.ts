import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type Page } from 'playwright';
import config from '../../playwright.config.ts';
import { newDemoPlace, type RunningDemo, startDemo } from '../../test/e2e/support/demo.ts';
import { installRecorder } from './page-recorder.ts';
import type { BenchmarkContext } from './run-benchmark.ts';

/** What a wall shows that nobody has arranged yet. */
const FIRST_TILES = 9;
const LIVE_TIMEOUT_MS = 60_000;

/**
 * Starts the real demo in a temporary folder and opens its wall, as an operator, in the browser of the end-to-end tests.
 * @param held ends all of it
 */
export async function openWall(
  held: AsyncDisposableStack,
  { signal, progress }: BenchmarkContext,
): Promise<Page> {
  const place = await newDemoPlace();
  held.defer(() => place.remove());
  progress('starting the demo');
  const demo = await startDemo(place);
  held.defer(async () => void (await demo.stop()));
  signal.throwIfAborted();
  progress('opening the wall');
  // Signals are ours: the browser ends when we close it.
  const signals = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };
  const browser = await chromium.launch({ ...config.use?.launchOptions, ...signals });
  held.defer(() => browser.close());
  const page = await browser.newPage({ viewport: config.use?.viewport ?? null });
  signal.addEventListener('abort', () => void browser.close(), { once: true });
  await installRecorder(page);
  await signInAsOperator(page, demo);
  await waitForLive(page, FIRST_TILES);
  return page;
}

async function signInAsOperator(page: Page, { url, accounts }: RunningDemo): Promise<void> {
  const operator = accounts.find(({ username }) => username === 'operator');
  if (operator === undefined) throw new Error('the demo has no operator');
  await page.goto(`${url}/sign-in`);
  await page.locator('input[name=username]').fill(operator.username);
  await page.locator('input[name=password]').fill(operator.password);
  await page.locator('button[type=submit]').click();
  await page.waitForURL('**/wall');
}

/** Shows as many tiles by the wall's own key, waits until all of them play, and lets them settle. */
export async function showTiles(
  page: Page,
  tiles: 1 | 4 | 16,
  settleMs: number,
  signal: AbortSignal,
): Promise<void> {
  await page.keyboard.press(tiles === 16 ? '0' : String(tiles));
  await waitForLive(page, tiles);
  await sleep(settleMs, null, { signal });
}

async function waitForLive(page: Page, tiles: number): Promise<void> {
  const allLive = (wanted: number): boolean => {
    const videos = [...document.querySelectorAll('video')];
    return videos.length === wanted && videos.every(({ dataset }) => dataset.state === 'live');
  };
  await page.waitForFunction(allLive, tiles, { timeout: LIVE_TIMEOUT_MS });
}
