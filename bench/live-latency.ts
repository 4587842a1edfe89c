/**
 * How old a picture is when it is on screen: from the capture time that the camera wrote into the picture to the
 * moment the browser presents it. The real wall, in the real Chromium, over plain HTTP/1.1: several tiles on the
 * wall feed, then a single picture over LL-HLS.
 */
import { cpus } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright';
import { holding } from './support/holding.ts';
import { idleShare } from './support/machine.ts';
import { clearRecording, readRecording } from './support/page-recorder.ts';
import { latencies, partAndFrameMs, picturesGiven } from './support/presentation.ts';
import { type BenchmarkContext, type BenchmarkResult, runBenchmark } from './support/run-benchmark.ts';
import { median, percentile, rounded } from './support/statistics.ts';
import { openWall, showTiles } from './support/wall-page.ts';

const TILES = { small: 4, full: 16 } as const;
const WINDOW_MS = { small: 12_000, full: 60_000 } as const;
/** Players approach the live edge at 1.05 times the speed: so long for half a second. */
const SETTLE_MS = 10_000;

/** All in ms, over all tiles and the whole window. */
interface Latency {
  readonly toScreen: readonly number[];
  /** The part of it until the player has the picture. */
  readonly toPlayer: readonly number[];
  readonly partAndFrame: number;
  /** Frames whose picture is not known: those on their way when the window opened. */
  readonly undated: number;
  readonly idleShare: number;
}

async function measure(page: Page, windowMs: number, signal: AbortSignal): Promise<Latency> {
  const coresBefore = cpus();
  await clearRecording(page);
  await sleep(windowMs, null, { signal });
  const idle = idleShare(coresBefore, cpus());
  const { videos } = await readRecording(page);
  const playing = videos
    .filter(({ frames }) => frames.length > 0)
    .map((video) => ({ frames: video.frames, pictures: picturesGiven(video) }));
  const toScreen = playing.flatMap(({ frames, pictures }) => latencies(frames, pictures));
  const toPlayer = playing.flatMap(({ pictures }) =>
    pictures.map(({ appendedAtMs, capturedAtMs }) => appendedAtMs - capturedAtMs),
  );
  const frames = playing.reduce((sum, video) => sum + video.frames.length, 0);
  const partAndFrame = median(playing.map(({ pictures }) => partAndFrameMs(pictures)));
  return { toScreen, toPlayer, partAndFrame, undated: frames - toScreen.length, idleShare: idle };
}

function rows(label: string, wanted: string, latency: Latency) {
  const { toScreen, toPlayer, partAndFrame, undated } = latency;
  const at = (values: readonly number[]) =>
    [0.05, 0.5, 0.95, 1].map((share) => percentile(values, share).toFixed(0));
  return [
    [label, ...at(toScreen), wanted, toScreen.length, undated],
    ['… of it until the player has it', ...at(toPlayer), '', toPlayer.length, ''],
    ['… of it a part and a frame interval', '', partAndFrame.toFixed(0), '', '', '', '', ''],
    ['machine idle meanwhile, %', '', (latency.idleShare * 100).toFixed(0), '', '', '> 0', '', ''],
  ];
}

async function compare(page: Page, { size, signal, progress }: BenchmarkContext): Promise<BenchmarkResult> {
  const tiles = TILES[size];
  progress(`${tiles} tiles on the wall feed`);
  await showTiles(page, tiles, SETTLE_MS, signal);
  const feed = await measure(page, WINDOW_MS[size], signal);
  progress('one picture over LL-HLS');
  await showTiles(page, 1, SETTLE_MS, signal);
  const hls = await measure(page, WINDOW_MS[size], signal);
  const figures = {
    tiles,
    feedP50: rounded(percentile(feed.toScreen, 0.5), 0),
    feedP95: rounded(percentile(feed.toScreen, 0.95), 0),
    hlsP50: rounded(percentile(hls.toScreen, 0.5), 0),
    hlsP95: rounded(percentile(hls.toScreen, 0.95), 0),
  };
  const head = ['capture to screen, ms', 'p5', 'p50', 'p95', 'max', 'wanted p95', 'pictures', 'not dated'];
  const table = [
    ...rows(`wall feed, ${tiles} tiles`, '≤ 500', feed),
    ...rows('LL-HLS, 1 tile', '≤ 1200', hls),
  ];
  return { table: { head, rows: table }, figures };
}

await runBenchmark('live-latency', (context) =>
  holding(async (held) => compare(await openWall(held, context), context)),
);
