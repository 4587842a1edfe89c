import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import type { ClipStream } from '#sim/cameras';
import { loadClips } from '#sim/footage';
import { fullRateClip } from './full-rate-clip.ts';

const BITS_PER_SECOND = 2_000_000;

function recorded(): ClipStream {
  const [clip] = loadClips();
  if (clip === undefined) throw new Error('no footage');
  return clip.profiles.main;
}

const bytesOf = ({ accessUnits }: ClipStream): number =>
  accessUnits.flatMap(({ nalUnits }) => nalUnits).reduce((sum, { length }) => sum + length, 0);

test('the clip has the bit rate, and its key frames are the large ones', () => {
  const filled = fullRateClip(recorded(), BITS_PER_SECOND);
  const seconds = filled.accessUnits.length / filled.frameRate;
  expect((bytesOf(filled) * 8) / seconds / BITS_PER_SECOND).toBeCloseTo(1, 2);
  const sizes = filled.accessUnits.map(({ nalUnits }) =>
    nalUnits.reduce((sum, { length }) => sum + length, 0),
  );
  const [key = 0, ...others] = sizes.slice(0, 50);
  expect(key / Math.max(...others)).toBeGreaterThan(7);
});

test('a clip that already has more is left as it is', () => {
  expect(bytesOf(fullRateClip(recorded(), 1_000))).toBe(bytesOf(recorded()));
});

test('a decoder sees the same pictures', () => {
  const clip = recorded();
  const firstGroup = { ...clip, accessUnits: clip.accessUnits.slice(0, 50) };
  expect(decodedHash(fullRateClip(firstGroup, BITS_PER_SECOND))).toBe(decodedHash(firstGroup));
});

function decodedHash({ accessUnits }: ClipStream): string {
  const startCode = Buffer.from([0, 0, 0, 1]);
  const stream = Buffer.concat(
    accessUnits.flatMap(({ nalUnits }) => nalUnits.flatMap((nalUnit) => [startCode, nalUnit])),
  );
  const args = ['-v', 'error', '-xerror', '-f', 'h264', '-i', 'pipe:0', '-f', 'md5', 'pipe:1'];
  return execFileSync('ffmpeg', args, { input: stream, encoding: 'utf8' });
}
