import { afterEach, describe, expect, it } from 'vitest';
import { readWithFfprobe, run } from '#test/ffprobe';
import { openPlayerPage, type PlayerPage } from '#test/hls-checker/browser-page';
import {
  bearer,
  type Gateway,
  startTestCamera,
  startTestGateway,
  ticketFor,
} from '#test/hls-checker/gateway-fixture';
import { StreamFollower } from '#test/hls-checker/index';
import { playFeed, playHls } from '#test/hls-checker/players';
import { startTicketProxy } from '#test/hls-checker/ticket-proxy';

const running: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of running.splice(0).reverse()) await one.close();
});

async function camera(options: Parameters<typeof startTestCamera>[0] = {}) {
  const started = await startTestCamera(options);
  running.push({ close: () => started.kill() });
  return started;
}

async function gatewayFor(url: string, allowedOrigins: readonly string[] = []): Promise<Gateway> {
  const gateway = await startTestGateway({ sources: { cam_1: url }, allowedOrigins });
  running.push(gateway);
  return gateway;
}

async function playerPage(): Promise<PlayerPage> {
  const player = await openPlayerPage();
  running.push(player);
  return player;
}

const playlistOf = (gateway: Gateway) => `${gateway.url}/live/cam_1/main/index.m3u8`;
const longTicket = () => ticketFor({ cameraId: 'cam_1', lifetimeMs: 120_000 });

const ffprobe = (url: string, seconds: number) => readWithFfprobe(url, longTicket(), seconds);

describe('gateway output, read by others', () => {
  it('ffprobe reads 30 s of LL-HLS without a gap, while the strict checker follows', async () => {
    const gateway = await gatewayFor((await camera({ width: 640, height: 360 })).url);
    const follower = new StreamFollower({
      playlistUrl: playlistOf(gateway),
      headers: () => bearer({ cameraId: 'cam_1' }),
    });
    let read = false;
    const following = follower.follow(() => read);
    const probed = await ffprobe(playlistOf(gateway), 30).finally(() => {
      read = true;
    });
    await following;
    expect(probed.streams).toMatchObject([
      { codec_name: 'h264', width: 640, height: 360, r_frame_rate: '25/1' },
    ]);
    const times = probed.packets.map((packet) => Number(packet.pts_time));
    expect(times.length).toBeGreaterThanOrEqual(740);
    const steps = times.slice(1).map((time, i) => time - (times[i] ?? 0));
    expect(Math.max(...steps)).toBeLessThan(0.06);
    expect(Math.min(...steps)).toBeGreaterThan(0.02);
    expect(probed.packets[0]?.flags).toContain('K');
    expect(follower.violations).toEqual([]);
    expect(follower.figures.parts).toBeGreaterThan(100);
    expect(follower.figures.segments).toBeGreaterThan(20);
  });

  it('the strict checker finds nothing wrong across a restart of the source', async () => {
    const first = await camera();
    const gateway = await gatewayFor(first.url);
    const follower = new StreamFollower({
      playlistUrl: playlistOf(gateway),
      headers: () => bearer({ cameraId: 'cam_1' }),
    });
    await follower.follow((playlist) => playlist.segments.length >= 6);
    await first.kill();
    await camera({ port: first.port, width: 480, height: 272 });
    await follower.follow((playlist) => playlist.discontinuitySequence >= 1);
    expect(follower.violations).toEqual([]);
    expect(follower.figures.maps).toBe(2);
  });

  it("GStreamer's playbin3 decodes it", async () => {
    const gateway = await gatewayFor((await camera({ width: 640, height: 360 })).url);
    const proxy = await startTicketProxy(gateway.url, () => bearer({ cameraId: 'cam_1' }));
    running.push(proxy);
    const uri = `uri=${proxy.url}/live/cam_1/main/index.m3u8`;
    const said = await run('gst-launch-1.0', ['playbin3', uri, 'video-sink=fakesink num-buffers=200']);
    expect(said).toContain('Got EOS');
    expect(said).not.toContain('ERROR');
  });

  it("GStreamer's playbin3 decodes its pictures and its sound", async () => {
    const gateway = await gatewayFor((await camera({ audio: 'aac' })).url);
    const proxy = await startTicketProxy(gateway.url, () => bearer({ cameraId: 'cam_1' }));
    running.push(proxy);
    const uri = `uri=${proxy.url}/live/cam_1/main/index.m3u8`;
    const sinks = ['video-sink=fakesink num-buffers=100', 'audio-sink=fakesink num-buffers=200'];
    const said = await run('gst-launch-1.0', ['playbin3', uri, ...sinks]);
    expect(said).toContain('Got EOS');
    expect(said).not.toContain('ERROR');
  });

  it('ffprobe reads a still', async () => {
    const gateway = await gatewayFor((await camera({ width: 640, height: 360 })).url);
    const probed = await ffprobe(`${gateway.url}/live/cam_1/still.mp4`, 1);
    expect(probed.streams).toMatchObject([{ codec_name: 'h264', width: 640, height: 360 }]);
    expect(probed.packets).toHaveLength(1);
  });
});

describe('gateway output in Chromium', () => {
  it('hls.js plays it close to live, and goes on when the source restarts with another size', async () => {
    const player = await playerPage();
    const source = await camera({ width: 640, height: 360 });
    const gateway = await gatewayFor(source.url, [player.origin]);
    const watching = await playHls(player.page, { url: playlistOf(gateway), ticket: longTicket() });
    await watching.until({ frames: 250 });
    const before = await watching.figures();
    expect(before).toMatchObject({ width: 640, height: 360, fatalErrors: [] });
    expect(before.latencyS).toBeLessThan(1.5);
    await source.kill();
    await camera({ port: source.port, width: 480, height: 272 });
    await watching.until({ width: 480, frames: before.frames + 50 });
    expect((await watching.figures()).fatalErrors).toEqual([]);
  });

  it('the wall feed plays through MediaSource', async () => {
    const player = await playerPage();
    const source = await camera({ width: 640, height: 360 });
    const gateway = await gatewayFor(source.url, [player.origin]);
    const url = `${gateway.url.replace('http', 'ws')}/feed`;
    const watching = await playFeed(player.page, { url, cameraId: 'cam_1', ticket: longTicket() });
    await watching.until({ frames: 150 });
    const figures = await watching.figures();
    expect(figures).toMatchObject({ width: 640, height: 360, fatalErrors: [] });
    expect(figures.latencyS).toBeLessThan(1);
  });
});
