import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright';
import { CREDENTIALS } from './bench-cameras.ts';

/** Looped by the page; long enough that what a loop's start costs does not show. */
const CLIP_SECONDS = 20;

/** What a camera sends, in a file. */
export async function recordClip(cameraUrl: string): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'beaconwall-bench-'));
  try {
    const url = Object.assign(new URL(cameraUrl), CREDENTIALS).href;
    const input = ['-nostdin', '-loglevel', 'fatal', '-rtsp_transport', 'tcp', '-i', url];
    const output = ['-t', String(CLIP_SECONDS), '-c', 'copy', '-an', '-movflags', '+faststart', 'clip.mp4'];
    await promisify(execFile)('ffmpeg', [...input, ...output], { cwd: folder });
    return readFileSync(join(folder, 'clip.mp4'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export interface ReferencePage extends AsyncDisposable {
  /** Shows the clip in so many plain video elements, from a file, each from another place in it. */
  show(page: Page, tiles: number): Promise<void>;
}

/** A page like that of the wall's players, with nothing but video elements. */
export async function startReferencePage(clip: Buffer, style: string): Promise<ReferencePage> {
  const server = createServer((request, response) => {
    const isClip = request.url === '/clip.mp4';
    response.setHeader('content-type', isClip ? 'video/mp4' : 'text/html');
    response.end(isClip ? clip : `<!doctype html><style>${style}</style>`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    show: async (page, tiles) => {
      await page.goto(origin);
      await page.evaluate(addVideos, { tiles, clipSeconds: CLIP_SECONDS });
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Runs in the page. A tab has six connections, so the file is fetched once. */
async function addVideos({ tiles, clipSeconds }: { tiles: number; clipSeconds: number }): Promise<void> {
  const blob = await (await fetch('/clip.mp4')).blob();
  for (let tile = 0; tile < tiles; tile++) {
    const video = document.createElement('video');
    Object.assign(video, { src: URL.createObjectURL(blob), muted: true, loop: true, autoplay: true });
    video.currentTime = ((tile * 0.37) % 1) * clipSeconds;
    document.body.append(video);
  }
}
