import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export interface GstRtspServerOptions {
  /** 0: any free port. */
  readonly port: number;
  readonly credentials: { readonly username: string; readonly password: string };
  readonly width?: number;
  readonly height?: number;
  readonly fps?: number;
  /** Seconds between key frames; 1 by default. */
  readonly gop?: number;
  /** With `-b`: B-frames. H.264 without them by default. */
  readonly codec?: 'h264' | 'h264-b' | 'h265' | 'h265-b' | 'mpeg4' | 'jpeg';
  /** A tick every second; none by default. */
  readonly audio?: 'none' | 'aac' | 'latm' | 'alaw';
  /** Samples a second of the sound. */
  readonly rate?: number;
  readonly channels?: 1 | 2;
  /** The only transport it does not refuse with 461; any by default. */
  readonly transport?: 'any' | 'tcp' | 'udp';
}

/** A running camera made of GStreamer's RTSP server: a peer that shares no code with ours. */
export interface GstRtspServer {
  readonly url: string;
  readonly port: number;
  /** Kills it as a power cut would; resolves when it is gone. */
  kill(): Promise<void>;
}

const script = fileURLToPath(new URL('gst-rtsp-server.py', import.meta.url));

/** Starts one. @throws if it ends before it listens, with what it said */
export async function startGstRtspServer(options: GstRtspServerOptions): Promise<GstRtspServer> {
  const {
    port,
    credentials,
    width = 320,
    height = 240,
    fps = 25,
    gop = 1,
    codec = 'h264',
    audio = 'none',
    rate = 48_000,
    channels = 2,
    transport = 'any',
  } = options;
  const settings = { port, width, height, fps, gop, codec, audio, rate, channels, transport };
  const flags = Object.entries({ ...settings, ...credentials }).flatMap(([name, value]) => [
    `--${name}`,
    String(value),
  ]);
  // Debian's own Python: the bindings are not in any other.
  const child = spawn('/usr/bin/python3', [script, ...flags], { stdio: ['pipe', 'pipe', 'pipe'] });
  const exited = once(child, 'exit');
  let complaints = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaints += chunk.toString();
  });
  const lines = createInterface({ input: child.stdout });
  const firstLine = await Promise.race([
    once(lines, 'line').then(([line]) => String(line)),
    exited.then(() => null),
  ]);
  if (firstLine === null) throw new Error(`GStreamer's RTSP server did not start: ${complaints}`);
  const boundPort = Number(firstLine);
  return {
    url: `rtsp://127.0.0.1:${boundPort}/stream`,
    port: boundPort,
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}
