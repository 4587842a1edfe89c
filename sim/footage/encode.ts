import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** The size of the frames that scenes draw. */
export const FRAME = { width: 1280, height: 720 } as const;

/** One of the two streams that are made of every scene. */
export interface Encoding {
  readonly width: number;
  readonly height: number;
  readonly frameRate: number;
  /** x264's constant rate factor: the wanted quality, lower is better. */
  readonly crf: number;
  /** Upper limit of the bit rate over one group of pictures. */
  readonly maxRateKbps: number;
}

/** A running encoder, to be fed pictures in order and then ended. */
export interface Encoder {
  write(rgba: Uint8Array): Promise<void>;
  end(): Promise<void>;
}

const GOP_SECONDS = 2;

/**
 * x264 as an IP camera's encoder would be set: no B pictures, a closed GOP with an IDR picture every two seconds and
 * nowhere else, delimiters and repeated parameter sets so that a player can join at any IDR, one slice a picture.
 */
function x264Params({ frameRate, crf, maxRateKbps }: Encoding): string {
  const keyint = frameRate * GOP_SECONDS;
  return Object.entries({
    crf,
    keyint,
    'min-keyint': keyint,
    scenecut: 0,
    'open-gop': 0,
    bframes: 0,
    aud: 1,
    'repeat-headers': 1,
    slices: 1,
    'sliced-threads': 0,
    'vbv-maxrate': maxRateKbps,
    'vbv-bufsize': maxRateKbps * GOP_SECONDS,
  })
    .map(([key, value]) => `${key}=${value}`)
    .join(':');
}

/** Starts ffmpeg, which writes an Annex-B elementary stream to `file`; `end` rejects if it failed. */
export function startEncoder(file: URL, encoding: Encoding): Encoder {
  const input = ['-f', 'rawvideo', '-pix_fmt', 'rgba', '-s', `${FRAME.width}x${FRAME.height}`];
  const scale = `scale=${encoding.width}:${encoding.height}:flags=lanczos:out_color_matrix=bt709:out_range=tv`;
  const colour = ['-colorspace', 'bt709', '-color_primaries', 'bt709', '-color_trc', 'bt709'];
  const x264 = ['-c:v', 'libx264', '-profile:v', 'high', '-preset', 'slow', '-threads', '1'];
  const ffmpeg = spawn(
    'ffmpeg',
    [
      ...['-v', 'error', '-y', ...input, '-r', String(encoding.frameRate), '-i', 'pipe:0'],
      ...['-vf', `${scale},format=yuv420p`, ...colour, ...x264, '-x264-params', x264Params(encoding)],
      // The encoder's SEI note names its build; without it the stream depends on the pictures alone.
      ...['-bsf:v', 'filter_units=remove_types=6', '-f', 'h264', fileURLToPath(file)],
    ],
    { stdio: ['pipe', 'inherit', 'inherit'] },
  );
  const closed = once(ffmpeg, 'close');
  return {
    async write(rgba) {
      // A copy, because the caller reuses its buffer for the next picture while the pipe drains.
      if (!ffmpeg.stdin.write(Uint8Array.from(rgba))) await once(ffmpeg.stdin, 'drain');
    },
    async end() {
      ffmpeg.stdin.end();
      const [code] = await closed;
      if (code !== 0) throw new Error(`ffmpeg ended with code ${code}`);
    },
  };
}

/** Settings that leave every slice independent of where it is shown: see panorama.ts and sim/ptz. */
const panoramaParams = (crf: number, sliceMacroblocks: number): string =>
  Object.entries({
    crf,
    'slice-max-mbs': sliceMacroblocks,
    keyint: 1,
    ref: 1,
    bframes: 0,
    weightp: 0,
    cabac: 0,
    'no-deblock': 1,
    // Headers do not follow the content, so that all sizes have the same picture parameters.
    stitchable: 1,
  })
    .map(([key, value]) => `${key}=${value}`)
    .join(':');

/** Scales one RGBA picture and writes it to `file` as a single key frame of many slices; rejects if ffmpeg failed. */
export async function encodePanorama(
  file: URL,
  picture: { readonly rgba: Uint8Array; readonly width: number; readonly height: number },
  level: {
    readonly width: number;
    readonly height: number;
    readonly crf: number;
    readonly sliceMacroblocks: number;
  },
): Promise<void> {
  const scale = `scale=${level.width}:${level.height}:flags=lanczos:out_color_matrix=bt709:out_range=tv`;
  const x264 = ['-c:v', 'libx264', '-profile:v', 'high', '-preset', 'veryslow', '-threads', '1'];
  const ffmpeg = spawn(
    'ffmpeg',
    [
      ...[
        '-v',
        'error',
        '-y',
        '-f',
        'rawvideo',
        '-pix_fmt',
        'rgba',
        '-s',
        `${picture.width}x${picture.height}`,
      ],
      ...['-i', 'pipe:0', '-vf', `${scale},format=yuv420p`, ...x264],
      ...['-x264-params', panoramaParams(level.crf, level.sliceMacroblocks)],
      ...['-bsf:v', 'filter_units=remove_types=6', '-f', 'h264', fileURLToPath(file)],
    ],
    { stdio: ['pipe', 'inherit', 'inherit'] },
  );
  const closed = once(ffmpeg, 'close');
  ffmpeg.stdin.end(picture.rgba);
  const [code] = await closed;
  if (code !== 0) throw new Error(`ffmpeg ended with code ${code}`);
}

/** Encodes 16-bit samples of one channel as AAC LC in ADTS; rejects if ffmpeg failed. @returns the stream */
export async function encodeSound(samples: Int16Array, rateHz: number): Promise<Uint8Array> {
  const input = ['-f', 's16le', '-ar', String(rateHz), '-ac', '1', '-i', 'pipe:0'];
  const output = ['-c:a', 'aac', '-b:a', '32k', '-flags', '+bitexact', '-f', 'adts', 'pipe:1'];
  const ffmpeg = spawn('ffmpeg', ['-v', 'error', ...input, ...output], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const chunks: Buffer[] = [];
  ffmpeg.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  const closed = once(ffmpeg, 'close');
  ffmpeg.stdin.end(new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength));
  const [code] = await closed;
  if (code !== 0) throw new Error(`ffmpeg ended with code ${code}`);
  return Buffer.concat(chunks);
}
