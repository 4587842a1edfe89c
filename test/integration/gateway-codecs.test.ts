import { afterEach, describe, expect, it } from 'vitest';
import { type Probed, readWithFfprobe } from '#test/ffprobe';
import type { GstRtspServerOptions } from '#test/gst-rtsp-server';
import { startTestCamera, startTestGateway, ticketFor } from '#test/hls-checker/gateway-fixture';

const running: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of running.splice(0).reverse()) await one.close();
});

const SECONDS = 10;
const FPS = 25;

/** What ffprobe reads of a camera's stream through the gateway. */
async function relayed(codec: NonNullable<GstRtspServerOptions['codec']>): Promise<Probed> {
  const camera = await startTestCamera({ codec, width: 320, height: 180, fps: FPS });
  running.push({ close: () => camera.kill() });
  const gateway = await startTestGateway({ sources: { cam_1: camera.url } });
  running.push(gateway);
  const ticket = ticketFor({ cameraId: 'cam_1', lifetimeMs: 120_000 });
  return readWithFfprobe(`${gateway.url}/live/cam_1/main/index.m3u8`, ticket, SECONDS);
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
