import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  LOGIN,
  MORE,
  ONE,
  OTHER,
  startTestSimulator,
  type TestSimulator,
  UNKNOWN,
} from './testing/test-simulator.ts';

const run = promisify(execFile);
const QUIET = ['-v', 'error'];

let simulator: TestSimulator;
let folder: string;
beforeAll(async () => {
  simulator = await startTestSimulator();
  folder = await mkdtemp(join(tmpdir(), 'sim-players-'));
});
afterAll(async () => {
  await simulator.close();
  await rm(folder, { recursive: true });
});
/** Records without decoding, from the first key frame on: playing starts in mid-GOP, where nothing can be decoded. */
async function record(transport: string, url: string, frames: number, name: string): Promise<string> {
  const file = join(folder, `${name}.mkv`);
  const input = ['-rtsp_transport', transport, '-i', url];
  await run('ffmpeg', ['-v', 'fatal', ...input, '-frames:v', String(frames), '-c', 'copy', file]);
  return file;
}

/** Decodes a recording, failing on the first error. @returns one hash a picture, and what ffmpeg complained of */
async function decode(file: string): Promise<{ hashes: string[]; complaints: string }> {
  const strict = ['-xerror', '-err_detect', 'explode'];
  const { stdout, stderr } = await run('ffmpeg', [...QUIET, ...strict, '-i', file, '-f', 'framemd5', '-']);
  const rows = stdout.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return { hashes: rows.map((row) => row.split(',').at(-1)?.trim() ?? ''), complaints: stderr };
}

describe.concurrent.each(['tcp', 'udp'])('ffmpeg over %s', (transport) => {
  it.each([
    ['main', { codec_name: 'h264', width: 1280, height: 720, avg_frame_rate: '25/1' }],
    ['sub', { codec_name: 'h264', width: 640, height: 360, avg_frame_rate: '15/1' }],
  ])('finds the %s stream to be what it is', async (profile, expected) => {
    const entries = 'stream=codec_name,width,height,avg_frame_rate';
    const { stdout } = await run('ffprobe', [
      ...['-v', 'fatal', '-rtsp_transport', transport, '-show_entries', entries, '-of', 'json'],
      simulator.playerUrl(ONE, profile),
    ]);
    expect((JSON.parse(stdout) as { streams: object[] }).streams).toEqual([expected]);
  });

  it('decodes 100 pictures without an error', async () => {
    const file = await record(transport, simulator.playerUrl(ONE, 'main'), 100, `hundred-${transport}`);
    const { hashes, complaints } = await decode(file);
    expect(complaints).toBe('');
    expect(hashes).toHaveLength(100);
    expect(new Set(hashes).size).toBeGreaterThan(50);
  });

  it('is told why not', async () => {
    const probe = (url: string) => run('ffprobe', [...QUIET, '-rtsp_transport', transport, url]);
    await expect(probe(simulator.playerUrl(UNKNOWN))).rejects.toThrow('404');
    const wrong = simulator.playerUrl(ONE).replace(encodeURIComponent(LOGIN.password), 'wrong');
    await expect(probe(wrong)).rejects.toThrow('401');
  });
});

describe.concurrent.each(['tcp', 'udp'])('GStreamer over %s', (protocols) => {
  it('takes 60 access units', async () => {
    const source = ['rtspsrc', `location=${simulator.url(OTHER)}`, `protocols=${protocols}`];
    const login = [`user-id=${LOGIN.username}`, `user-pw=${LOGIN.password}`];
    const pipeline = [...source, ...login, ...'! rtph264depay ! h264parse !'.split(' ')];
    const access = ['video/x-h264,alignment=au', '!', 'fakesink', 'num-buffers=60'];
    await run('gst-launch-1.0', ['-q', ...pipeline, ...access], { timeout: 15_000 });
  });
});

describe.concurrent('what a player sees of faults', () => {
  const [frozen, black, lossy] = MORE;

  it('freeze: one picture only', async () => {
    await simulator.fault({ code: frozen, fault: 'freeze' });
    const { hashes, complaints } = await decode(
      await record('tcp', simulator.playerUrl(frozen), 30, 'freeze'),
    );
    expect(complaints).toBe('');
    expect(hashes).toHaveLength(30);
    expect(new Set(hashes).size).toBe(1);
  });

  it('black: a black picture of the same size', async () => {
    await simulator.fault({ code: black, fault: 'black' });
    const file = await record('tcp', simulator.playerUrl(black), 30, 'black');
    const { stdout } = await run(
      'ffmpeg',
      [...QUIET, '-xerror', '-i', file, '-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-'],
      { encoding: 'buffer', maxBuffer: 50e6 },
    );
    const lumaBytes = 640 * 360;
    expect(stdout.length).toBe(30 * lumaBytes * 1.5);
    expect(stdout.subarray(0, lumaBytes).every((sample) => sample === 16)).toBe(true);
  });

  it('drop: packets missing', async () => {
    await simulator.fault({ code: lossy, fault: 'drop', percent: 30 });
    const input = ['-rtsp_transport', 'udp', '-i', simulator.playerUrl(lossy), '-t', '2'];
    const { stderr } = await run('ffmpeg', ['-v', 'warning', ...input, '-f', 'null', '-']);
    expect(stderr).toMatch(/RTP: missed \d+ packets/);
  });
});
