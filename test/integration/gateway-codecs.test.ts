import { afterEach, describe, expect, it } from 'vitest';
import type { CameraId } from '#core/kit';
import { type Probed, readWithFfprobe } from '#test/ffprobe';
import type { GstRtspServerOptions } from '#test/gst-rtsp-server';
import { openPlayerPage } from '#test/hls-checker/browser-page';
import {
  bearer,
  credentials,
  metricOf,
  startTestCamera,
  startTestGateway,
  ticketFor,
} from '#test/hls-checker/gateway-fixture';
import { StreamFollower } from '#test/hls-checker/index';
import { playFeed, playHls } from '#test/hls-checker/players';
import { startSimulatedCameras } from '#test/simulated-cameras';
import { openWallTab } from '#test/wall-tab/index';

const running: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of running.splice(0).reverse()) await one.close();
});

const SECONDS = 10;
const FPS = 25;

type Codec = NonNullable<GstRtspServerOptions['codec']>;

/** A camera behind a gateway. */
async function relay(codec: Codec, allowedOrigins: readonly string[] = []) {
  const camera = await startTestCamera({ codec, width: 320, height: 180, fps: FPS });
  running.push({ close: () => camera.kill() });
  const gateway = await startTestGateway({ sources: { cam_1: camera.url }, allowedOrigins });
  running.push(gateway);
  const ticket = ticketFor({ cameraId: 'cam_1', lifetimeMs: 120_000 });
  const playlistUrl = `${gateway.url}/live/cam_1/main/index.m3u8`;
  return { ticket, playlistUrl, feedUrl: `${gateway.url.replace('http', 'ws')}/feed` };
}

/** What ffprobe reads of a camera's stream through the gateway, while the strict checker follows. */
async function relayed(codec: Codec): Promise<Probed> {
  const { playlistUrl, ticket } = await relay(codec);
  const follower = new StreamFollower({ playlistUrl, headers: () => bearer({ cameraId: 'cam_1' }) });
  let isRead = false;
  const following = follower.follow(() => isRead);
  const probed = await readWithFfprobe(playlistUrl, ticket, SECONDS).finally(() => {
    isRead = true;
  });
  await following;
  expect(follower.violations).toEqual([]);
  return probed;
}

async function playerPage() {
  const player = await openPlayerPage();
  running.push(player);
  return player;
}

const rising = (times: readonly number[]) => [...new Set(times)].sort((a, b) => a - b);

describe('codecs, relayed and read by ffprobe', () => {
  it.each([
    ['Q25 H.264 with B-frames', 'h264-b', 'h264'],
    ['Q24 H.265', 'h265', 'hevc'],
    ['Q25 H.265 with B-frames', 'h265-b', 'hevc'],
  ] as const)('%s', async (_title, codec, name) => {
    const { streams, packets } = await relayed(codec);
    expect(streams).toMatchObject([{ codec_name: name, width: 320, height: 180 }]);
    const decoded = packets.map(({ dts_time }) => Number(dts_time));
    const shown = packets.map(({ pts_time }) => Number(pts_time));
    expect(decoded.length).toBeGreaterThan((SECONDS - 1) * FPS);
    expect(decoded).toEqual(rising(decoded));
    expect(decoded.every((time, index) => time <= (shown[index] ?? 0))).toBe(true);
    // Every picture is shown once, a frame after the one before.
    const steps = rising(shown).map((time, index, all) => time - (all[index - 1] ?? time));
    expect(rising(shown)).toHaveLength(shown.length);
    expect(Math.max(...steps.slice(0, -3))).toBeLessThan(1.5 / FPS);
    const isReordered = shown.some((time, index) => time < (shown[index - 1] ?? 0));
    expect(isReordered).toBe(codec.endsWith('-b'));
  });
});

describe('codecs in Chromium', () => {
  it('Q25 B-frames play over the wall feed and in hls.js, close to live', async () => {
    const { page, origin } = await playerPage();
    const { feedUrl, ticket } = await relay('h264-b', [origin]);
    const overFeed = await playFeed(page, { url: feedUrl, cameraId: 'cam_1', ticket });
    await overFeed.until({ frames: 100 });
    expect(await overFeed.figures()).toMatchObject({ width: 320, fatalErrors: [] });
    expect((await overFeed.figures()).latencyS).toBeLessThan(1);
    const other = await playerPage();
    const { playlistUrl: url, ticket: otherTicket } = await relay('h264-b', [other.origin]);
    const inHls = await playHls(other.page, { url, ticket: otherTicket });
    await inHls.until({ frames: 100 });
    expect(await inHls.figures()).toMatchObject({ width: 320, fatalErrors: [] });
  });

  it('Q24 hls.js says that Chromium without a decoder for H.265 cannot play it', async () => {
    const { page, origin } = await playerPage();
    const { playlistUrl, ticket } = await relay('h265', [origin]);
    const watching = await playHls(page, { url: playlistUrl, ticket });
    await expect
      .poll(async () => (await watching.figures()).fatalErrors, { timeout: 15_000 })
      .toEqual(['bufferAddCodecError']);
  });
});

describe('another size in mid-stream', () => {
  it('Q27 is shown by the players of the wall and by hls.js, which go on; back and forth, without a reconnect', async () => {
    const tab = await openWallTab();
    running.push(tab);
    const { page, origin } = await playerPage();
    const cameras = await startSimulatedCameras(1, credentials);
    running.push(cameras);
    const [code = ''] = cameras.codes;
    const allowedOrigins = [tab.origin, origin];
    const gateway = await startTestGateway({ sources: { cam_1: cameras.urlOf(code) }, allowedOrigins });
    running.push(gateway);
    const url = (profile: string) => `${gateway.url}/live/cam_1/${profile}/index.m3u8`;
    const stream = { cameraId: 'cam_1' as CameraId, profile: 'sub' } as const;
    await tab.openTiles([
      {
        ...{ ...stream, ticket: ticketFor({ ...stream, lifetimeMs: 120_000 }) },
        ...{ expiresAtMs: Date.now() + 120_000, playlistUrl: url('sub') },
        feedUrl: `${gateway.url.replace('http', 'ws')}/feed`,
      },
    ]);
    const inHls = await playHls(page, {
      ...{ url: url('main'), ticket: ticketFor({ cameraId: 'cam_1', lifetimeMs: 120_000 }) },
    });
    const tile = () =>
      tab.page.evaluate(() => {
        const video = document.querySelector('video');
        const frames = video?.getVideoPlaybackQuality().totalVideoFrames ?? 0;
        return { width: video?.videoWidth, frames, state: video?.dataset.state };
      });
    const seen = async (width: number) => {
      const { frames } = await tile();
      await expect.poll(tile, { timeout: 30_000 }).toMatchObject({ width, state: 'live' });
      await expect.poll(async () => (await tile()).frames, { timeout: 30_000 }).toBeGreaterThan(frames + 20);
      await inHls.until({ frames: (await inHls.figures()).frames + 20, width });
    };
    await seen(640);
    for (const width of [320, 640]) {
      if (width === 640) cameras.heal(code);
      else cameras.fail(code, { fault: 'black', size: { width, height: 180 } });
      await seen(width);
    }
    expect((await inHls.figures()).fatalErrors).toEqual([]);
    expect(await metricOf(gateway, 'beaconwall_gateway_source_events{kind="connects"}')).toBe(2);
    expect(
      await metricOf(gateway, 'beaconwall_gateway_source_events{kind="formatChanges"}'),
    ).toBeGreaterThanOrEqual(4);
  }, 120_000);
});
