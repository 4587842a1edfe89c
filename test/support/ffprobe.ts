import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Runs a program to its end. @returns what it wrote; throws with its complaints when it fails */
export async function run(program: string, args: readonly string[]): Promise<string> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let out = '';
  let complaints = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    complaints += chunk.toString();
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${program} ended with ${code}: ${complaints}`);
  return out;
}

/** What ffprobe says of a stream and its packets. */
export interface Probed {
  readonly streams: readonly {
    readonly codec_type: 'video' | 'audio';
    readonly codec_name: string;
    readonly profile?: string;
    readonly width: number;
    readonly height: number;
    readonly r_frame_rate: string;
  }[];
  readonly packets: readonly {
    readonly codec_type: 'video' | 'audio';
    readonly pts_time: string;
    readonly dts_time: string;
    readonly flags: string;
  }[];
}

/** Reads `seconds` of a stream the gateway gives out. @throws on any error that ffprobe reports */
export async function readWithFfprobe(url: string, ticket: string, seconds: number): Promise<Probed> {
  const args = ['-v', 'error', '-headers', `Authorization: Bearer ${ticket}\r\n`];
  args.push('-show_streams', '-show_packets', '-read_intervals', `%+${seconds}`, '-of', 'json', url);
  return JSON.parse(await run('ffprobe', args));
}

/** Decodes so many pictures of a stream the gateway gives out. @returns how many it showed; throws when ffmpeg fails */
export async function decodeWithFfmpeg(url: string, ticket: string, pictures: number): Promise<number> {
  const args = ['-v', 'error', '-headers', `Authorization: Bearer ${ticket}\r\n`, '-i', url];
  args.push('-frames:v', String(pictures), '-f', 'framehash', '-hash', 'crc32', '-');
  const lines = (await run('ffmpeg', args)).split('\n');
  return lines.filter((line) => line !== '' && !line.startsWith('#')).length;
}
