import { afterEach, describe, expect, it } from 'vitest';
import { diagnosticsSchema } from '#core/contracts';
import { type CameraId, systemClock } from '#core/kit';
import { seededRandom, startCameraSimulator } from '#sim/cameras';
import { loadClips, loadSound } from '#sim/footage';
import { type Probed, readWithFfprobe } from '#test/ffprobe';
import type { GstRtspServerOptions } from '#test/gst-rtsp-server';
import { openPlayerPage } from '#test/hls-checker/browser-page';
import {
  bearer,
  credentials,
  serviceToken,
  startTestCamera,
  startTestGateway,
  ticketFor,
} from '#test/hls-checker/gateway-fixture';
import { StreamFollower } from '#test/hls-checker/index';
import { playFeed, playHls } from '#test/hls-checker/players';
import { openWallTab } from '#test/wall-tab/index';

const running: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of running.splice(0).reverse()) await one.close();
});

const CODE = '33010500001320000001';

/** A simulated camera; its microphone fails and comes back as the test wants it. */
async function simulated(sound: 'aac' | 'g711') {
  const simulator = await startCameraSimulator({
    ...{ host: '127.0.0.1', rtspPort: 0, controlPort: 0, clips: loadClips(), sound: loadSound() },
    cameras: [{ code: CODE, scene: 'junction', sound }],
    credentials,
    clock: systemClock,
    random: seededRandom(1),
  });
  running.push(simulator);
  const fail = (fault: 'mute' | 'stop' | null): void => {
    if (fault === null) simulator.faults.clear(CODE);
    else simulator.faults.set(CODE, { fault });
  };
  return { url: `${simulator.rtspUrl}/${CODE}/sub`, fail };
}

async function gstreamer(options: Partial<GstRtspServerOptions>) {
  const camera = await startTestCamera({ width: 320, height: 180, ...options });
  running.push({ close: () => camera.kill() });
  return camera;
}

async function gatewayOf(url: string, allowedOrigins: readonly string[] = []) {
  const gateway = await startTestGateway({ sources: { cam_1: url }, allowedOrigins });
  running.push(gateway);
  return {
    ticket: ticketFor({ cameraId: 'cam_1', lifetimeMs: 120_000 }),
    playlistUrl: `${gateway.url}/live/cam_1/main/index.m3u8`,
    feedUrl: `${gateway.url.replace('http', 'ws')}/feed`,
    stream: async () => {
      const headers = { authorization: `Bearer ${serviceToken()}` };
      const answer = await fetch(`${gateway.url}/internal/diagnostics/cam_1`, { headers });
      return diagnosticsSchema.parse(await answer.json()).streams[0];
    },
  };
}

/** What ffprobe reads of a stream, while the strict checker follows. */
async function relayed(url: string, seconds: number) {
  const gateway = await gatewayOf(url);
  const follower = new StreamFollower({
    playlistUrl: gateway.playlistUrl,
    headers: () => bearer({ cameraId: 'cam_1' }),
  });
  let isRead = false;
  const following = follower.follow(() => isRead);
  const probed = await readWithFfprobe(gateway.playlistUrl, gateway.ticket, seconds).finally(() => {
    isRead = true;
  });
  await following;
  expect(follower.violations).toEqual([]);
  return { probed, gateway };
}

const timesOf = ({ packets }: Probed, type: 'audio' | 'video') =>
  packets.filter(({ codec_type }) => codec_type === type).map(({ pts_time }) => Number(pts_time));

const stepsOf = (times: readonly number[]) => times.slice(1).map((time, index) => time - (times[index] ?? 0));

describe('sound, relayed and read by ffprobe', () => {
  it.each([
    ['H.264 and AAC of 48 kHz', { codec: 'h264', audio: 'aac' }, 'h264', 1_024 / 48_000],
    ['H.264 and AAC of 8 kHz', { codec: 'h264', audio: 'aac', rate: 8_000, channels: 1 }, 'h264', 0.128],
    ['H.265 and AAC', { codec: 'h265', audio: 'aac', rate: 44_100 }, 'hevc', 1_024 / 44_100],
    ['AAC in LATM', { codec: 'h264', audio: 'latm', rate: 44_100 }, 'h264', 1_024 / 44_100],
    ['AAC over UDP', { codec: 'h264', audio: 'aac', transport: 'udp' }, 'h264', 1_024 / 48_000],
  ] as const)('Q29 %s', async (_title, options, video, frameS) => {
    const camera = await gstreamer(options);
    const { probed, gateway } = await relayed(camera.url, 8);
    expect(probed.streams).toMatchObject([{ codec_name: video }, { codec_name: 'aac', profile: 'LC' }]);
    const heard = timesOf(probed, 'audio');
    const shown = timesOf(probed, 'video');
    for (const step of stepsOf(heard)) expect(step).toBeCloseTo(frameS, 3);
    // Both begin together, and neither ends long before the other.
    expect(Math.abs((heard[0] ?? 9) - (shown[0] ?? 0))).toBeLessThan(frameS);
    expect(Math.abs((heard.at(-1) ?? 0) - (shown.at(-1) ?? 9))).toBeLessThan(0.6);
    expect((await gateway.stream())?.audio).toMatchObject({ state: 'relayed', codec: 'mp4a.40.2' });
  });

  it('Q29 AAC of a simulated camera, a packet a frame', async () => {
    const camera = await simulated('aac');
    const { probed, gateway } = await relayed(camera.url, 8);
    expect(probed.streams).toMatchObject([{ codec_name: 'h264' }, { codec_name: 'aac' }]);
    expect(timesOf(probed, 'audio').length).toBeGreaterThan(110);
    expect(await gateway.stream()).toMatchObject({ audio: { sampleRateHz: 16_000, channels: 1 } });
  });

  it('Q29 G.711 is left out, and the diagnostics say so', async () => {
    const camera = await gstreamer({ audio: 'alaw' });
    const { probed, gateway } = await relayed(camera.url, 3);
    expect(probed.streams).toMatchObject([{ codec_name: 'h264' }]);
    expect((await gateway.stream())?.audio).toEqual({ state: 'dropped', encoding: 'PCMA', reason: 'codec' });
  });
});

describe('video that is not relayed', () => {
  it.each([
    ['MPEG-4 Visual', { codec: 'mpeg4' }, 'MP4V-ES'],
    ['Motion JPEG', { codec: 'jpeg', audio: 'aac' }, 'JPEG'],
  ] as const)('%s is refused by its name', async (_title, options, name) => {
    const camera = await gstreamer(options);
    const gateway = await gatewayOf(camera.url);
    const gone = new AbortController();
    const headers = bearer({ cameraId: 'cam_1' });
    const pending = fetch(gateway.playlistUrl, { headers, signal: gone.signal }).catch(() => null);
    await expect
      .poll(async () => (await gateway.stream())?.errors[0], { timeout: 15_000 })
      .toMatchObject({ kind: 'unsupported_codec', detail: `video is ${name}, not H.264 or H.265` });
    expect(await gateway.stream()).toMatchObject({ reason: 'unsupported_codec' });
    gone.abort();
    await pending;
  });
});

describe('sound in Chromium', () => {
  it('Q29 plays in hls.js with the pictures, close to live; the wall feed has the pictures alone', async () => {
    const player = await openPlayerPage();
    running.push(player);
    const { url } = await simulated('aac');
    const gateway = await gatewayOf(url, [player.origin]);
    const watching = await playHls(player.page, { url: gateway.playlistUrl, ticket: gateway.ticket });
    await watching.until({ frames: 120 });
    expect(await watching.figures()).toMatchObject({ width: 640, fatalErrors: [] });
    expect((await watching.figures()).latencyS).toBeLessThan(2);
    expect((await watching.figures()).audioBytes).toBeGreaterThan(1_000);
    const other = await openPlayerPage();
    running.push(other);
    const wall = await gatewayOf(url, [other.origin]);
    const overFeed = await playFeed(other.page, {
      ...{ url: wall.feedUrl, cameraId: 'cam_1', ticket: wall.ticket },
    });
    await overFeed.until({ frames: 60 });
    expect(await overFeed.figures()).toMatchObject({ fatalErrors: [], audioBytes: 0 });
  });

  it('Q29 does not stop the pictures when it never comes, comes late, or ends', async () => {
    const player = await openPlayerPage();
    running.push(player);
    const { url, fail } = await simulated('aac');
    fail('mute');
    const gateway = await gatewayOf(url, [player.origin]);
    const watching = await playHls(player.page, { url: gateway.playlistUrl, ticket: gateway.ticket });
    await watching.until({ frames: 60 });
    for (const fault of [null, 'mute', null] as const) {
      fail(fault);
      const { frames } = await watching.figures();
      await watching.until({ frames: frames + 75 });
    }
    const figures = await watching.figures();
    expect(figures).toMatchObject({ fatalErrors: [], stalls: 0 });
    expect(figures.latencyS).toBeLessThan(2.5);
  });
});

describe('sound over a reconnect', () => {
  it('Q29 S11 comes back with the pictures, in hls.js and by the strict checker', async () => {
    const player = await openPlayerPage();
    running.push(player);
    const { url, fail } = await simulated('aac');
    const gateway = await gatewayOf(url, [player.origin]);
    const watching = await playHls(player.page, { url: gateway.playlistUrl, ticket: gateway.ticket });
    await watching.until({ frames: 45 });
    fail('stop');
    fail(null);
    const { frames } = await watching.figures();
    const follower = new StreamFollower({
      playlistUrl: gateway.playlistUrl,
      headers: () => bearer({ cameraId: 'cam_1' }),
    });
    await follower.follow(({ segments }) => segments.some(({ discontinuity }) => discontinuity));
    await watching.until({ frames: frames + 90 });
    const { audioBytes, fatalErrors } = await watching.figures();
    expect(fatalErrors).toEqual([]);
    await watching.until({ frames: frames + 120 });
    expect((await watching.figures()).audioBytes).toBeGreaterThan(audioBytes);
    expect(follower.violations).toEqual([]);
  });
});

describe('sound on the wall', () => {
  it('Q29 is there for the single picture once it is wanted, and never for tiles', async () => {
    const tab = await openWallTab();
    running.push(tab);
    const { url } = await simulated('aac');
    const gateway = await startTestGateway({ sources: { cam_1: url }, allowedOrigins: [tab.origin] });
    running.push(gateway);
    const stream = { cameraId: 'cam_1' as CameraId, profile: 'sub' } as const;
    await tab.openTiles([
      {
        ...{ ...stream, ticket: ticketFor({ ...stream, lifetimeMs: 120_000 }) },
        ...{ expiresAtMs: Date.now() + 120_000, feedUrl: `${gateway.url.replace('http', 'ws')}/feed` },
        playlistUrl: `${gateway.url}/live/cam_1/sub/index.m3u8`,
      },
    ]);
    const tile = async () => (await tab.readTiles())[0];
    await expect
      .poll(tile, { timeout: 30_000 })
      .toMatchObject({ state: 'live', hasSound: false, isMuted: true });
    await tab.listen();
    await expect
      .poll(tile, { timeout: 30_000 })
      .toMatchObject({ state: 'live', hasSound: true, isMuted: false });
    const before = (await tile())?.frames ?? 0;
    await expect.poll(async () => (await tile())?.frames, { timeout: 30_000 }).toBeGreaterThan(before + 30);
  });
});
