import { afterEach, describe, expect, it } from 'vitest';
import { decodeWithFfmpeg, run } from '#test/ffprobe';
import { openPlayerPage } from '#test/hls-checker/browser-page';
import { bearer, credentials, startTestGateway, ticketFor } from '#test/hls-checker/gateway-fixture';
import { type ParsedPlaylist, StreamFollower } from '#test/hls-checker/index';
import { playHls } from '#test/hls-checker/players';
import { startTicketProxy } from '#test/hls-checker/ticket-proxy';
import { startSimulatedCameras } from '#test/simulated-cameras';

const running: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of running.splice(0).reverse()) await one.close();
});

const cameraId = 'cam_1';
const breaks = ({ discontinuitySequence, segments }: ParsedPlaylist) =>
  discontinuitySequence + segments.filter(({ discontinuity }) => discontinuity).length;

/** A camera behind a gateway, whose stream breaks where it is told to. */
async function stage() {
  const player = await openPlayerPage();
  running.push(player);
  const cameras = await startSimulatedCameras(1, credentials);
  running.push(cameras);
  const [code = ''] = cameras.codes;
  const sources = { [cameraId]: cameras.urlOf(code) };
  const gateway = await startTestGateway({ sources, allowedOrigins: [player.origin] });
  running.push(gateway);
  const url = `${gateway.url}/live/${cameraId}/main/index.m3u8`;
  const proxy = await startTicketProxy(gateway.url, () => bearer({ cameraId }));
  running.push(proxy);
  const follower = new StreamFollower({ playlistUrl: url, headers: () => bearer({ cameraId }) });
  /** Follows the stream until it has broken once more. */
  const nextBreak = async () => {
    let before: ParsedPlaylist | null = null;
    await follower.follow((now) => {
      before ??= now;
      return breaks(now) > breaks(before);
    });
  };
  const proxyUrl = `${proxy.url}/live/${cameraId}/main/index.m3u8`;
  return { player, cameras, code, url, proxyUrl, follower, nextBreak };
}

describe('players of others', () => {
  it('Q27 S11 play on through changed parameter sets and a reconnect: ffmpeg, GStreamer, hls.js', async () => {
    const { player, cameras, code, url, proxyUrl, follower, nextBreak } = await stage();
    const ticket = ticketFor({ cameraId, lifetimeMs: 120_000 });
    await follower.follow((playlist) => playlist.segments.length > 3);
    const inHls = await playHls(player.page, { url, ticket });
    await inHls.until({ frames: 15 });
    const pictures = 270; // eighteen seconds
    const inFfmpeg = decodeWithFfmpeg(url, ticket, pictures);
    const sink = `video-sink=fakesink num-buffers=${pictures}`;
    const inGStreamer = run('gst-launch-1.0', ['playbin3', `uri=${proxyUrl}`, sink]);
    cameras.fail(code, { fault: 'parameters', everyMs: 3_000 });
    await nextBreak();
    cameras.fail(code, { fault: 'stop' });
    cameras.heal(code);
    await nextBreak();
    const { frames } = await inHls.figures();
    await inHls.until({ frames: frames + 45 });
    expect((await inHls.figures()).fatalErrors).toEqual([]);
    expect(await inFfmpeg).toBe(pictures);
    const said = await inGStreamer;
    expect(said).toContain('Got EOS');
    expect(said).not.toContain('ERROR');
    expect(follower.violations).toEqual([]);
    expect(follower.figures.maps).toBeGreaterThanOrEqual(2);
  }, 120_000);
});
