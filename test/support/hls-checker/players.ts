import type { Page } from 'playwright';

/** How a player in the page fares. */
export interface PlayerFigures {
  readonly frames: number;
  readonly width: number;
  readonly height: number;
  /** Between the end of what is buffered and what is shown, seconds. */
  readonly latencyS: number;
  readonly fatalErrors: readonly string[];
  /** Bytes of sound that were decoded. */
  readonly audioBytes: number;
  /** Times that playing ran dry after it had begun. */
  readonly stalls: number;
}

export interface Watching {
  figures(): Promise<PlayerFigures>;
  /** Resolves when so many frames were presented, at that width if one is given. */
  until(wanted: { frames: number; width?: number }): Promise<void>;
}

/** What Chromium knows of a video element beyond the standard. */
interface DecodingVideo extends HTMLVideoElement {
  readonly webkitAudioDecodedByteCount: number;
}

/** What the scripts below leave in the page. */
interface PlayerWindow extends Window {
  figures(): PlayerFigures;
  stalls: number;
  readonly Hls: new (config: object) => HlsLike;
}

interface HlsLike {
  readonly latency: number;
  on(event: string, run: (name: string, data: { fatal: boolean; details: string }) => void): void;
  loadSource(url: string): void;
  attachMedia(video: HTMLVideoElement): void;
}

/** Plays a low-latency playlist with hls.js. */
export async function playHls(page: Page, options: { url: string; ticket: string }): Promise<Watching> {
  await page.evaluate(({ url, ticket }) => {
    const scope = window as unknown as PlayerWindow;
    const video = document.getElementById('video') as DecodingVideo;
    const fatalErrors: string[] = [];
    const hls = new scope.Hls({
      lowLatencyMode: true,
      xhrSetup: (request: XMLHttpRequest) => request.setRequestHeader('authorization', `Bearer ${ticket}`),
    });
    hls.on('hlsError', (_, { fatal, details }) => {
      if (fatal) fatalErrors.push(details);
    });
    scope.figures = () => ({
      frames: video.getVideoPlaybackQuality().totalVideoFrames,
      width: video.videoWidth,
      height: video.videoHeight,
      latencyS: hls.latency,
      fatalErrors,
      audioBytes: video.webkitAudioDecodedByteCount,
      stalls: scope.stalls,
    });
    scope.stalls = 0;
    video.addEventListener('waiting', () => {
      if (!video.seeking && video.getVideoPlaybackQuality().totalVideoFrames > 30) scope.stalls++;
    });
    hls.loadSource(url);
    hls.attachMedia(video);
    void video.play();
  }, options);
  return watching(page);
}

/** Plays a stream of the wall feed by appending its frames to a SourceBuffer, with the simplest client there is. */
export async function playFeed(
  page: Page,
  options: { url: string; cameraId: string; ticket: string },
): Promise<Watching> {
  await page.evaluate(({ url, cameraId, ticket }) => {
    const scope = window as unknown as PlayerWindow;
    const video = document.getElementById('video') as DecodingVideo;
    const fatalErrors: string[] = [];
    const source = new MediaSource();
    const waiting: ArrayBuffer[] = [];
    let buffer: SourceBuffer | null = null;
    const feedOn = () => {
      const next = buffer === null || buffer.updating ? undefined : waiting.shift();
      if (next !== undefined) buffer?.appendBuffer(next);
    };
    const end = () => (video.buffered.length > 0 ? video.buffered.end(video.buffered.length - 1) : 0);
    source.addEventListener('sourceopen', () => {
      buffer = source.addSourceBuffer('video/mp4; codecs="avc1.42C01F"');
      buffer.addEventListener('updateend', () => {
        if (video.currentTime === 0 && video.buffered.length > 0) video.currentTime = end() - 0.3;
        feedOn();
      });
      feedOn();
    });
    video.addEventListener('error', () => fatalErrors.push(video.error?.message ?? 'unknown'));
    video.src = URL.createObjectURL(source);
    const socket = new WebSocket(url);
    socket.binaryType = 'arraybuffer';
    socket.addEventListener('open', () => {
      socket.send(JSON.stringify({ op: 'subscribe', stream: 7, cameraId, profile: 'main', ticket }));
    });
    socket.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer>) => {
      const type = new DataView(data).getUint8(1);
      if (type > 2) return;
      waiting.push(data.slice(24));
      feedOn();
    });
    socket.addEventListener('close', ({ code }) => fatalErrors.push(`closed ${code}`));
    scope.figures = () => ({
      frames: video.getVideoPlaybackQuality().totalVideoFrames,
      width: video.videoWidth,
      height: video.videoHeight,
      latencyS: end() - video.currentTime,
      fatalErrors,
      audioBytes: video.webkitAudioDecodedByteCount,
      stalls: scope.stalls,
    });
    scope.stalls = 0;
    video.addEventListener('waiting', () => {
      if (!video.seeking && video.getVideoPlaybackQuality().totalVideoFrames > 30) scope.stalls++;
    });
    void video.play();
  }, options);
  return watching(page);
}

function watching(page: Page): Watching {
  return {
    figures: () => page.evaluate(() => (window as unknown as PlayerWindow).figures()),
    until: async ({ frames, width }) => {
      await page.waitForFunction(
        (wanted) => {
          const now = (window as unknown as PlayerWindow).figures();
          return now.frames >= wanted.frames && (wanted.width === undefined || now.width === wanted.width);
        },
        { frames, width },
        { polling: 100, timeout: 45_000 },
      );
    },
  };
}
