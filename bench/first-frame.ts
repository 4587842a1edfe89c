/**
 * From the click on a camera to its first picture on screen, in the real wall and the real Chromium: cold, a camera
 * that nobody watches, and warm, one that somebody else already does. A cold picture cannot come before the camera's
 * next key frame; that wait, known from the capture times in the stream, is the reference.
 */
import { cpus } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright';
import type { CameraRecord } from '#core/contracts';
import { loadClips } from '#sim/footage';
import { chooseCameras } from './support/camera-choice.ts';
import { holding } from './support/holding.ts';
import { keyFrameIntervalMs, keyFrameWaitMs } from './support/key-frames.ts';
import { idleShare } from './support/machine.ts';
import { watchElsewhere } from './support/other-viewer.ts';
import { clearRecording, readRecording } from './support/page-recorder.ts';
import { picturesGiven } from './support/presentation.ts';
import { type BenchmarkContext, type BenchmarkResult, runBenchmark } from './support/run-benchmark.ts';
import { percentile, rounded } from './support/statistics.ts';
import { openWall, showTiles } from './support/wall-page.ts';

const SAMPLES = { small: 6, full: 40 } as const;
/** Between two clicks, so that one camera's start does not weigh on the next. */
const SETTLE_MS = 1_000;
const FIRST_FRAME_TIMEOUT_MS = 20_000;

interface Sample {
  readonly tookMs: number;
  /** From the click to the camera's next key frame. */
  readonly keyWaitMs: number;
  /** Key frames that came and went before the stream was open. */
  readonly missedKeyFrames: number;
}

interface Clicks {
  readonly cold: Sample[];
  readonly warm: Sample[];
  readonly idle: number;
}

async function measure(page: Page, { id, code }: CameraRecord, intervalMs: number): Promise<Sample> {
  await page.locator('#camera-search').fill(code);
  const row = page.locator(`#search-results [data-camera="${id}"]`);
  await row.waitFor();
  await clearRecording(page);
  await row.click();
  const shows = (cameraId: string): boolean => window.benchRecorder.shows(cameraId);
  await page.waitForFunction(shows, id, { timeout: FIRST_FRAME_TIMEOUT_MS });
  const { clickedAtMs, videos } = await readRecording(page);
  const video = videos.find(({ cameraId }) => cameraId === id);
  const [frame] = video?.frames ?? [];
  // What is appended first begins with a key frame.
  const [key] = video === undefined ? [] : picturesGiven(video);
  if (frame === undefined || key === undefined) throw new Error(`${id} showed no picture that can be dated`);
  const keyWaitMs = keyFrameWaitMs(clickedAtMs, key.capturedAtMs, intervalMs);
  const missedKeyFrames = Math.round((key.capturedAtMs - clickedAtMs - keyWaitMs) / intervalMs);
  return { tookMs: frame.presentedAtMs - clickedAtMs, keyWaitMs, missedKeyFrames };
}

function row(label: string, wanted: string, values: readonly number[]) {
  const at = (share: number) => rounded(percentile(values, share), 0);
  return [label, at(0.5), at(0.95), at(1), wanted, values.length];
}

/** Clicks, cold and warm in turns. */
async function clickThrough(page: Page, { size, signal, progress }: BenchmarkContext): Promise<Clicks> {
  const intervalMs = keyFrameInterval();
  await showTiles(page, 4, SETTLE_MS, signal);
  // The first one warms up the page; its figures are thrown away.
  const [warmUp, ...cameras] = await chooseCameras(page, 1 + 2 * SAMPLES[size], signal);
  if (warmUp !== undefined) await measure(page, warmUp, intervalMs);
  const clicks = { cold: [] as Sample[], warm: [] as Sample[] };
  const coresBefore = cpus();
  progress(`${cameras.length} clicks`);
  for (const [index, camera] of cameras.entries()) {
    await sleep(SETTLE_MS, null, { signal });
    await holding(async (held) => {
      const kind = index % 2 === 0 ? 'cold' : 'warm';
      if (kind === 'warm') await watchElsewhere(held, page, camera.id);
      clicks[kind].push(await measure(page, camera, intervalMs));
    });
  }
  return { ...clicks, idle: idleShare(coresBefore, cpus()) };
}

function keyFrameInterval(): number {
  const [clip] = loadClips();
  if (clip === undefined) throw new Error('no footage');
  return keyFrameIntervalMs(clip.profiles.sub);
}

function resultOf({ cold, warm, idle }: Clicks): BenchmarkResult {
  const coldMs = cold.map(({ tookMs }) => tookMs);
  const warmMs = warm.map(({ tookMs }) => tookMs);
  const waitsMs = cold.map(({ keyWaitMs }) => keyWaitMs);
  const beyondMs = cold.map(({ tookMs, keyWaitMs }) => tookMs - keyWaitMs);
  const missed = cold.reduce((sum, { missedKeyFrames }) => sum + missedKeyFrames, 0);
  const head = ['click to first picture, ms', 'p50', 'p95', 'max', 'wanted p95', 'clicks'];
  const rows = [
    row('warm', '≤ 400', warmMs),
    row('cold', '', coldMs),
    row('… wait for the key frame', '', waitsMs),
    row('… beyond that wait', '≤ 300', beyondMs),
    ['… key frames missed while connecting', '', '', '', '', missed],
    ['machine idle meanwhile, %', (idle * 100).toFixed(0), '', '', '> 0', ''],
  ];
  const figures = {
    warmP50: rounded(percentile(warmMs, 0.5), 0),
    warmP95: rounded(percentile(warmMs, 0.95), 0),
    coldP50: rounded(percentile(coldMs, 0.5), 0),
    coldP95: rounded(percentile(coldMs, 0.95), 0),
    keyWaitP95: rounded(percentile(waitsMs, 0.95), 0),
  };
  return { table: { head, rows }, figures };
}

await runBenchmark('first-frame', async (context) =>
  resultOf(await holding(async (held) => clickThrough(await openWall(held, context), context))),
);
