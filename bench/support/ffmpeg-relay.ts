import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CREDENTIALS } from './bench-cameras.ts';
import { cpuSecondsOf } from './proc-stat.ts';

/** One ffmpeg process per camera, repackaging to HLS as relays built on it do. */
export interface FfmpegRelays extends AsyncDisposable {
  /** CPU seconds of all of them so far. @throws if one has ended */
  cpuSeconds(): number;
}

/** Starts one for each URL. Playlists and segments go to a temporary folder that is removed again. */
export function startFfmpegRelays(urls: readonly string[]): FfmpegRelays {
  const folder = mkdtempSync(join(tmpdir(), 'beaconwall-bench-'));
  const relays = urls.map((url, index) => startRelay(url, join(folder, String(index))));
  return {
    cpuSeconds: () => relays.reduce((sum, relay) => sum + cpuSeconds(relay), 0),
    async [Symbol.asyncDispose]() {
      await Promise.all(relays.map(end));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function startRelay(cameraUrl: string, folder: string): ChildProcess {
  mkdirSync(folder);
  const url = Object.assign(new URL(cameraUrl), CREDENTIALS).href;
  // Where it joins in mid-stream it complains of pictures it cannot decode, which it need not.
  const input = ['-nostdin', '-loglevel', 'fatal', '-rtsp_transport', 'tcp', '-i', url];
  const window = ['-hls_time', '1', '-hls_list_size', '7', '-hls_flags', 'delete_segments'];
  const output = ['-c', 'copy', '-f', 'hls', '-hls_segment_type', 'fmp4', ...window, 'index.m3u8'];
  const child = spawn('ffmpeg', [...input, ...output], { cwd: folder, stdio: ['ignore', 2, 2] });
  // That there is no ffmpeg shows when its CPU time is asked for.
  child.on('error', () => {});
  return child;
}

async function end(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

function cpuSeconds({ pid, exitCode, signalCode }: ChildProcess): number {
  if (pid === undefined) throw new Error('ffmpeg cannot be started; on Debian: apt-get install ffmpeg');
  if (exitCode !== null || signalCode !== null) throw new Error(`ffmpeg ended (${signalCode ?? exitCode})`);
  return cpuSecondsOf(pid);
}
