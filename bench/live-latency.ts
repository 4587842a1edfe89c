/**
 * How old a picture is when it is on screen: from the capture time that the camera wrote into the picture to the
 * moment the browser presents it. The real wall, in the real Chromium, over plain HTTP/1.1: several tiles on the
 * wall feed, then a single picture over LL-HLS.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright';
import { clearRecording, readRecording } from './support/page-recorder.ts';
import { latencies, picturesGiven } from './support/presentation.ts';
import { runBenchmark } from './support/run-benchmark.ts';
import { percentile, rounded } from './support/statistics.ts';
import { openWall, showTiles } from './support/wall-page.ts';

const TILES = { small: 4, full: 16 } as const;
const WINDOW_MS = { small: 12_000, full: 60_000 } as const;
/** Players approach the live edge at 1.05 times the speed: so long for half a second. */
const SETTLE_MS = 10_000;

/** Latencies in ms of all frames presented in the window, and how many frames could not be dated. */
async function measure(page: Page, windowMs: number, signal: AbortSignal) {
  await clearRecording(page);
  await sleep(windowMs, null, { signal });
  const { videos } = await readRecording(page);
  const playing = videos.filter(({ frames }) => frames.length > 0);
  const ms = playing.flatMap((video) => latencies(video.frames, picturesGiven(video)));
  const frames = playing.reduce((sum, video) => sum + video.frames.length, 0);
  return { ms, frames, undated: frames - ms.length };
}

type Measured = Awaited<ReturnType<typeof measure>>;

function row(label: string, wanted: string, { ms, frames, undated }: Measured) {
  const at = (share: number) => rounded(percentile(ms, share), 0);
  return [label, at(0.05), at(0.5), at(0.95), percentile(ms, 1).toFixed(0), wanted, frames, undated];
}

await runBenchmark('live-latency', async (context) => {
  const { size, signal, progress } = context;
  await using wall = await openWall(context);
  const tiles = TILES[size];
  progress(`${tiles} tiles on the wall feed`);
  await showTiles(wall.page, tiles, SETTLE_MS, signal);
  const feed = await measure(wall.page, WINDOW_MS[size], signal);
  progress('one picture over LL-HLS');
  await showTiles(wall.page, 1, SETTLE_MS, signal);
  const hls = await measure(wall.page, WINDOW_MS[size], signal);
  const head = ['capture to screen, ms', 'p5', 'p50', 'p95', 'max', 'wanted p95', 'frames', 'not dated'];
  const rows = [row(`wall feed, ${tiles} tiles`, '≤ 500', feed), row('LL-HLS, 1 tile', '≤ 1200', hls)];
  const figures = {
    tiles,
    feedP50: rounded(percentile(feed.ms, 0.5), 0),
    feedP95: rounded(percentile(feed.ms, 0.95), 0),
    hlsP50: rounded(percentile(hls.ms, 0.5), 0),
    hlsP95: rounded(percentile(hls.ms, 0.95), 0),
  };
  return { table: { head, rows }, figures };
});
