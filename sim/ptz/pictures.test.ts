import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { StreamProfile } from '#core/camera';
import { ManualClock } from '#core/kit';
import { loadPanorama } from '#sim/footage';
import { DomeFootage } from './dome-footage.ts';
import { type Frame, frames } from './frame.ts';
import { PtzHead } from './head.ts';
import { PanoramaSlices } from './panorama-slices.ts';

const panorama = loadPanorama();
const slices = panorama.map((level) => new PanoramaSlices(level));

const annexB = (nalUnits: readonly Uint8Array[]): Buffer =>
  Buffer.concat(nalUnits.flatMap((nalUnit) => [Uint8Array.of(0, 0, 0, 1), nalUnit]));

/** Decodes with ffmpeg into luma and chroma planes, ending at the first error. */
function decode(nalUnits: readonly Uint8Array[]): Buffer {
  const { stdout, stderr, status } = spawnSync(
    'ffmpeg',
    [
      ...['-v', 'error', '-xerror', '-err_detect', 'explode', '-f', 'h264', '-i', 'pipe:0'],
      ...['-f', 'rawvideo', '-pix_fmt', 'yuv420p', 'pipe:1'],
    ],
    { input: annexB(nalUnits), maxBuffer: 400e6 },
  );
  expect(stderr.toString()).toBe('');
  expect(status).toBe(0);
  return stdout;
}

interface Planes {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
}

/** Whether a decoded picture is, to the last bit, what the panorama has at `x`, `y`. */
function isCropOf(picture: Buffer, frame: Frame, around: Planes, x: number, y: number): boolean {
  const rows = (width: number, height: number, chroma: 1 | 2, from: number, to: number) => {
    const stride = around.width / chroma;
    for (let row = 0; row < height / chroma; row++) {
      const at = from + (y / chroma + row) * stride + x / chroma;
      const shown = picture.subarray(to + (row * width) / chroma, to + ((row + 1) * width) / chroma);
      if (!shown.equals(around.data.subarray(at, at + width / chroma))) return false;
    }
    return true;
  };
  const [all, part] = [around.width * around.height, frame.width * frame.height];
  return (
    rows(frame.width, frame.height, 1, 0, 0) &&
    rows(frame.width, frame.height, 2, all, part) &&
    rows(frame.width, frame.height, 2, all * 1.25, part * 1.25)
  );
}

/** A walk of a dome: its access units, and where in the panorama each picture should be. */
function walk(profile: StreamProfile, seconds: number) {
  const frame = frames[profile];
  const clock = new ManualClock();
  const head = new PtzHead(clock);
  const footage = new DomeFootage(frame, head, slices);
  const orders = [
    () => head.move({ pan: 1, tilt: 0.3, zoom: 0 }, 60_000),
    () => head.move({ pan: -0.6, tilt: -1, zoom: 1 }, 700),
    () => head.goToPreset('3'),
    () => head.move({ pan: 0.2, tilt: 0.05, zoom: 0 }, 60_000),
    () => head.stop({ panTilt: true, zoom: true }),
    () => head.move({ pan: -1, tilt: 1, zoom: -1 }, 60_000),
    () => head.goHome(),
  ];
  const pictures = [];
  for (let index = 0; index < seconds * frame.frameRate; index++) {
    if (index % 17 === 4) orders[Math.floor(index / 17) % orders.length]?.();
    const { nalUnits, keyFrame } = footage.picture(index, clock.now());
    const { place, last } = head.poseAt(clock.now());
    const seen = keyFrame ? last : place;
    const even = (value: number) => 2 * Math.round(value / 2);
    pictures.push({
      nalUnits,
      keyFrame,
      level: frame.panoramaLevels[seen.zoom] ?? 0,
      x: even(seen.x * frame.cellWidth) + frame.marginX,
      y: even(seen.y * frame.cellHeight) + frame.marginY,
    });
    clock.advance(1000 / frame.frameRate);
  }
  return { frame, footage, pictures };
}

describe.each(['sub', 'main'] as const)('the %s stream of a dome on a walk', (profile) => {
  const { frame, footage, pictures } = walk(profile, profile === 'sub' ? 14 : 6);
  const around = [...new Set(pictures.map(({ level }) => level))].map((level): [number, Planes] => {
    const { width, height, nalUnits } = panorama[level] ?? { width: 0, height: 0, nalUnits: [] };
    return [level, { data: decode(nalUnits), width, height }];
  });
  const levels = new Map(around);

  it('decodes into the panorama, to the last bit', { timeout: 120_000 }, () => {
    const stream = pictures.flatMap(({ nalUnits, keyFrame }) =>
      keyFrame ? [footage.sps, footage.pps, ...nalUnits] : nalUnits,
    );
    const decoded = decode(stream);
    const size = frame.width * frame.height * 1.5;
    expect(decoded.length).toBe(size * pictures.length);
    const wrong = pictures.flatMap(({ level, x, y }, index) => {
      const whole = levels.get(level);
      const picture = decoded.subarray(index * size, (index + 1) * size);
      return whole !== undefined && isCropOf(picture, frame, whole, x, y) ? [] : [index];
    });
    expect(wrong).toEqual([]);
  });

  it('goes to every step of the lens and to many places', () => {
    expect(levels.size).toBe(3);
    expect(new Set(pictures.map(({ x, y }) => `${x},${y}`)).size).toBeGreaterThan(50);
  });

  it('has a key frame at least every two seconds, not much larger than what it shows', () => {
    const keys = pictures.flatMap(({ keyFrame }, index) => (keyFrame ? [index] : []));
    expect(keys[0]).toBe(0);
    const gaps = keys.map((key, index) => (keys[index + 1] ?? pictures.length) - key);
    expect(Math.max(...gaps)).toBeLessThanOrEqual(2 * frame.frameRate);
    const bytes = (nalUnits: readonly Uint8Array[]) => nalUnits.reduce((sum, { length }) => sum + length, 0);
    for (const { nalUnits, keyFrame } of pictures) {
      expect(bytes(nalUnits)).toBeLessThan(keyFrame ? (profile === 'sub' ? 45_000 : 130_000) : 300);
    }
  });
});
