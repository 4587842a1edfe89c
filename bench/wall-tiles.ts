/**
 * How many tiles one browser tab plays: sub streams on the wall feed, in the wall's own players and the system's
 * Chromium, over plain HTTP/1.1, against the same clip in as many plain video elements from memory.
 */
import { randomBytes } from 'node:crypto';
import { cpus } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright';
import type { StreamTicket } from '#core/contracts';
import { gatewayNodeArguments } from '#server/gateway';
import { openWallTab, type WallTab, wallTabStyle } from '#test/wall-tab/index';
import { cameraCodes, cameraIdOf, streamSources, ticketFor } from './support/bench-cameras.ts';
import { startChild } from './support/child.ts';
import type { GatewayApi } from './support/gateway-process.ts';
import { holding } from './support/holding.ts';
import { idleShare } from './support/machine.ts';
import { type ReferencePage, recordClip, startReferencePage } from './support/reference-videos.ts';
import { type BenchmarkContext, runBenchmark } from './support/run-benchmark.ts';
import { type Simulators, startSimulators } from './support/simulators.ts';
import { rounded } from './support/statistics.ts';

const TILES = { small: [16], full: [1, 4, 9, 16, 25, 36] } as const;
const WINDOW_MS = { small: 5_000, full: 30_000 } as const;
/** For how long tiles are taken off and put back. */
const SWAPPING_MS = { small: 8_000, full: 600_000 } as const;
const SWAP_EVERY_MS = 4_000;
const SETTLE_MS = 3_000;
const ALL_LIVE_MS = 40_000;
const LOOK_EVERY_MS = 250;
const TEN_MINUTES_MS = 600_000;
const BITS_PER_SECOND = 2_000_000;

interface Counted {
  readonly framesPerSecond: number;
  readonly idleShare: number;
}

interface Row {
  readonly tiles: number;
  readonly playing: number;
  readonly wall: Counted;
  readonly reference: Counted;
}

/** Frames that all video elements of a page have presented so far. */
async function presented(page: Page): Promise<{ readonly frames: number; readonly atMs: number }> {
  return page.evaluate(() => {
    const frames = [...document.querySelectorAll('video')].map((video) => {
      const { totalVideoFrames, droppedVideoFrames } = video.getVideoPlaybackQuality();
      return totalVideoFrames - droppedVideoFrames;
    });
    return { frames: frames.reduce((sum, count) => sum + count, 0), atMs: performance.now() };
  });
}

async function count(page: Page, windowMs: number, signal: AbortSignal): Promise<Counted> {
  await sleep(SETTLE_MS, null, { signal });
  const coresBefore = cpus();
  const before = await presented(page);
  await sleep(windowMs, null, { signal });
  const after = await presented(page);
  const framesPerSecond = ((after.frames - before.frames) * 1_000) / (after.atMs - before.atMs);
  return { framesPerSecond, idleShare: idleShare(coresBefore, cpus()) };
}

/** @returns how many tiles play when all do, or when they have had long enough */
async function waitForLive(tab: WallTab, tiles: number, signal: AbortSignal): Promise<number> {
  const deadlineMs = performance.now() + ALL_LIVE_MS;
  for (;;) {
    const playing = (await tab.readTiles()).filter(({ state }) => state === 'live').length;
    if (playing === tiles || performance.now() > deadlineMs) return playing;
    await sleep(LOOK_EVERY_MS, null, { signal });
  }
}

/** Memory of the page's own scripts, without what is only not yet collected. */
async function heapBytes(page: Page): Promise<number> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('HeapProfiler.collectGarbage');
  const { usedSize } = await devtools.send('Runtime.getHeapUsage');
  await devtools.detach();
  return usedSize;
}

/** Takes all tiles off and puts them back, again and again. @returns growth in ten minutes, bytes */
async function heapGrowth(
  tab: WallTab,
  tiles: number,
  lengthMs: number,
  signal: AbortSignal,
): Promise<number> {
  const swap = async (): Promise<void> => {
    await tab.suspend();
    await tab.show();
    await waitForLive(tab, tiles, signal);
  };
  await swap();
  const before = await heapBytes(tab.page);
  const startMs = performance.now();
  while (performance.now() - startMs < lengthMs) {
    await swap();
    await sleep(SWAP_EVERY_MS, null, { signal });
  }
  const grown = (await heapBytes(tab.page)) - before;
  return (grown * TEN_MINUTES_MS) / (performance.now() - startMs);
}

interface Wall {
  readonly codes: readonly string[];
  readonly simulators: Simulators;
  readonly reference: ReferencePage;
}

const subOf = (simulators: Simulators) => (code: string) => simulators.urlOf(code).replace(/main$/, 'sub');

/** One tab with so many tiles, then as many plain videos in another. */
function measure(
  { codes, simulators, reference }: Wall,
  tiles: number,
  isLast: boolean,
  { size, signal, progress }: BenchmarkContext,
): Promise<Row & { growthBytes: number | null }> {
  return holding(async (held) => {
    progress(`${tiles} tiles on the wall feed`);
    const tab = await openWallTab();
    held.defer(() => tab.close());
    const file = new URL('./support/gateway-process.ts', import.meta.url);
    const gateway = held.use(startChild<GatewayApi>(file, gatewayNodeArguments()));
    const key = randomBytes(32).toString('base64url');
    const sources = streamSources(codes, subOf(simulators), 'sub');
    const { port } = await gateway.ask('start', sources, key, [tab.origin]);
    await tab.openTiles(codes.slice(0, tiles).map((code) => ticketOf(code, key, port)));
    const playing = await waitForLive(tab, tiles, signal);
    const wall = await count(tab.page, WINDOW_MS[size], signal);
    const growthBytes = isLast ? await heapGrowth(tab, tiles, SWAPPING_MS[size], signal) : null;
    await tab.suspend();
    progress(`${tiles} plain videos`);
    await reference.show(tab.page, tiles);
    return { tiles, playing, wall, growthBytes, reference: await count(tab.page, WINDOW_MS[size], signal) };
  });
}

function ticketOf(code: string, key: string, port: number): StreamTicket {
  const cameraId = cameraIdOf(code);
  return {
    ...{ cameraId, profile: 'sub', ticket: ticketFor(cameraId, key, 'sub') },
    expiresAtMs: Date.now() + 3_600_000,
    playlistUrl: `http://127.0.0.1:${port}/live/${cameraId}/sub/index.m3u8`,
    feedUrl: `ws://127.0.0.1:${port}/feed`,
  };
}

await runBenchmark('wall-tiles', (context) =>
  holding(async (held) => {
    const counts = TILES[context.size];
    const codes = cameraCodes(Math.max(...counts));
    const simulators = await startSimulators(held, codes, BITS_PER_SECOND);
    context.progress('recording the clip');
    const clip = await recordClip(subOf(simulators)(codes[0] ?? ''));
    const reference = held.use(await startReferencePage(clip, wallTabStyle));
    const rows: Row[] = [];
    let growthBytes = 0;
    for (const tiles of counts) {
      const row = await measure({ codes, simulators, reference }, tiles, tiles === counts.at(-1), context);
      growthBytes = row.growthBytes ?? growthBytes;
      rows.push(row);
    }
    const ratioOf = ({ wall, reference }: Row) => rounded(wall.framesPerSecond / reference.framesPerSecond);
    const last = rows.at(-1);
    if (last === undefined) throw new Error('nothing measured');
    const heapGrowthMiBPer10Min = rounded(growthBytes / 2 ** 20, 1);
    const head = ['', 'wanted', ...rows.map(({ tiles }) => `${tiles} tiles`)];
    const line = (label: string, wanted: string, value: (row: Row) => number) => [
      ...[label, wanted],
      ...rows.map(value),
    ];
    const table = [
      line('tiles that play', 'all', ({ playing }) => playing),
      line('wall, frames presented a second', '', ({ wall }) => rounded(wall.framesPerSecond, 1)),
      line('plain videos, the same', '', ({ reference }) => rounded(reference.framesPerSecond, 1)),
      line('wall : plain videos', '≥ 0.95', ratioOf),
      line('machine idle, wall, %', '', ({ wall }) => rounded(wall.idleShare * 100, 0)),
      line('machine idle, plain videos, %', '', ({ reference }) => rounded(reference.idleShare * 100, 0)),
      ['heap growth in 10 min of swapping, MiB', '0', ...rows.slice(1).map(() => ''), heapGrowthMiBPer10Min],
    ];
    const { tiles, playing } = last;
    const figures = { tiles, playing, framesVsReference: ratioOf(last), heapGrowthMiBPer10Min };
    return { table: { head, rows: table }, figures };
  }),
);
