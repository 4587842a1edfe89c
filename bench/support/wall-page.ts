import { setTimeout as sleep } from 'node:timers/promises';
import { chromium, type Page } from 'playwright';
import config from '../../playwright.config.ts';
import { newDemoPlace, type RunningDemo, startDemo } from '../../test/e2e/support/demo.ts';
import { installRecorder } from './page-recorder.ts';
import type { BenchmarkContext } from './run-benchmark.ts';

/** What a wall shows that nobody has arranged yet. */
const FIRST_TILES = 9;
const LIVE_TIMEOUT_MS = 60_000;

/** The demo, and its wall in a browser where an operator has signed in. */
export interface WallPage extends AsyncDisposable {
  readonly demo: RunningDemo;
  readonly page: Page;
}

/** Starts the real demo in a temporary folder, and the browser as the end-to-end tests do. */
export async function openWall({ signal, progress }: BenchmarkContext): Promise<WallPage> {
  await using opened = new AsyncDisposableStack();
  const place = await newDemoPlace();
  opened.defer(() => place.remove());
  progress('starting the demo');
  const demo = await startDemo(place);
  opened.defer(async () => void (await demo.stop()));
  signal.throwIfAborted();
  progress('opening the wall');
  // Signals are ours: the browser ends when we close it.
  const signals = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };
  const browser = await chromium.launch({ ...config.use?.launchOptions, ...signals });
  opened.defer(() => browser.close());
  const page = await browser.newPage({ viewport: config.use?.viewport ?? null });
  signal.addEventListener('abort', () => void browser.close(), { once: true });
  await installRecorder(page);
  await signInAsOperator(page, demo);
  await waitForLive(page, FIRST_TILES);
  const all = opened.move();
  return { demo, page, [Symbol.asyncDispose]: () => all.disposeAsync() };
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
