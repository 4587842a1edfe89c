import { readdirSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { nalType, nalTypeOf } from './annex-b.ts';
import { type ClipStream, clipFolder, loadClips } from './clip.ts';

const clips = loadClips();
const streams = clips.flatMap(({ name, profiles }) => [
  { title: `${name} main`, stream: profiles.main, want: { width: 1280, height: 720, frameRate: 25 } },
  { title: `${name} sub`, stream: profiles.sub, want: { width: 640, height: 360, frameRate: 15 } },
]);

const typesOf = ({ nalUnits }: ClipStream['accessUnits'][number]) => nalUnits.map(nalTypeOf);
const sizeOf = ({ nalUnits }: ClipStream['accessUnits'][number]) =>
  nalUnits.reduce((sum, nalUnit) => sum + nalUnit.length, 0);

describe('the committed footage', () => {
  it('fits the repository: under 22 MB, one clip a name', () => {
    const files = readdirSync(clipFolder).filter((file) => !file.endsWith('.part'));
    const bytes = files.map((file) => statSync(new URL(file, clipFolder)).size);
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(22_000_000);
    expect(new Set(clips.map(({ name }) => name)).size).toBe(clips.length);
  });
});

describe.each(streams)('$title', ({ stream, want }) => {
  it('has the size and rate of its profile and lasts 20 s or more', () => {
    expect(stream).toMatchObject(want);
    expect(stream.accessUnits.length / stream.frameRate).toBeGreaterThanOrEqual(20);
  });

  it('is a whole number of two-second GOPs, each begun by an IDR picture with its parameter sets', () => {
    const gop = stream.frameRate * 2;
    expect(stream.accessUnits.length % gop).toBe(0);
    const { accessUnitDelimiter: aud, sps, pps, idrSlice, slice } = nalType;
    for (const [index, unit] of stream.accessUnits.entries()) {
      const key = index % gop === 0;
      expect(unit.keyFrame).toBe(key);
      expect(typesOf(unit)).toEqual(key ? [aud, sps, pps, idrSlice] : [aud, slice]);
    }
  });

  it('is main or high profile with one pair of parameter sets throughout', () => {
    expect([77, 100]).toContain(stream.sps[1]);
    for (const { nalUnits } of stream.accessUnits.filter(({ keyFrame }) => keyFrame)) {
      expect(nalUnits[1]).toEqual(stream.sps);
      expect(nalUnits[2]).toEqual(stream.pps);
    }
  });

  it('has no B pictures: every slice is I or P', () => {
    for (const { nalUnits } of stream.accessUnits) {
      expect([0, 2, 5, 7]).toContain(sliceTypeOf(nalUnits.at(-1) ?? new Uint8Array()));
    }
  });

  it('spends about the same on every GOP', () => {
    const gop = stream.frameRate * 2;
    const sizes = stream.accessUnits.map(sizeOf);
    const gops = Array.from({ length: sizes.length / gop }, (_, index) =>
      sizes.slice(index * gop, (index + 1) * gop).reduce((sum, size) => sum + size, 0),
    );
    const mean = gops.reduce((sum, size) => sum + size, 0) / gops.length;
    for (const size of gops) expect(size / mean).toBeLessThan(2);
  });
});

/** Reads `first_mb_in_slice` and `slice_type`, the first two Exp-Golomb numbers of a slice (H.264 section 7.3.3). */
function sliceTypeOf(nalUnit: Uint8Array): number {
  let position = 8;
  const bit = () => {
    const value = ((nalUnit[position >> 3] ?? 0) >> (7 - (position & 7))) & 1;
    position += 1;
    return value;
  };
  const unsigned = () => {
    let zeros = 0;
    while (bit() === 0 && zeros < 32) zeros += 1;
    let value = 1;
    for (let index = 0; index < zeros; index += 1) value = value * 2 + bit();
    return value - 1;
  };
  expect(unsigned()).toBe(0);
  return unsigned();
}
