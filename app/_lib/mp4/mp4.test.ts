import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readInitSegment } from './init-segment.ts';
import { partStartS } from './part-start.ts';

const u32 = (...values: number[]) =>
  values.flatMap((value) => [24, 16, 8, 0].map((shift) => (value >>> shift) & 255));
const text = (value: string) => [...value].map((character) => character.charCodeAt(0));
const box = (type: string, ...bodies: number[][]): number[] => {
  const body = bodies.flat();
  return [...u32(body.length + 8), ...text(type), ...body];
};
const zeros = (count: number) => new Array<number>(count).fill(0);

const track = (id: number, handler: string, timescale: number, entry: number[]) =>
  box(
    'trak',
    box('tkhd', u32(0, 0, 0, id)),
    box(
      'mdia',
      box('mdhd', u32(0, 0, 0, timescale)),
      box('hdlr', u32(0, 0), text(handler)),
      box('minf', box('stbl', box('stsd', u32(0, 1), entry))),
    ),
  );
const avc = box('avc1', zeros(78), box('avcC', [1, 0x64, 0x00, 0x1f]));
const aac = box('mp4a', zeros(28), box('esds', zeros(4)));
// Main profile, level 3.1, as x265 writes it: hvc1.1.6.L93.90
const hevc = box('hvc1', zeros(78), box('hvcC', [1, 1, ...u32(0x60000000), 0x90, 0, 0, 0, 0, 0, 93]));
const init = (...tracks: number[][]) => new Uint8Array([...box('ftyp', zeros(8)), ...box('moov', ...tracks)]);

describe('readInitSegment', () => {
  test('names H.264', () => {
    expect(readInitSegment(init(track(1, 'vide', 90_000, avc)))).toEqual({
      mimeType: 'video/mp4; codecs="avc1.64001F"',
      videoTrackId: 1,
      videoTimescale: 90_000,
    });
  });

  test('names H.265 by its annex E rules', () => {
    expect(readInitSegment(init(track(1, 'vide', 90_000, hevc)))?.mimeType).toBe(
      'video/mp4; codecs="hvc1.1.6.L93.90"',
    );
  });

  test('with sound, both codecs are named and the video track is found', () => {
    const segment = readInitSegment(init(track(2, 'soun', 48_000, aac), track(7, 'vide', 12_800, avc)));
    expect(segment).toEqual({
      mimeType: 'video/mp4; codecs="mp4a.40.2, avc1.64001F"',
      videoTrackId: 7,
      videoTimescale: 12_800,
    });
  });

  test('without video, or with a codec unknown to us, it is refused', () => {
    expect(readInitSegment(init(track(2, 'soun', 48_000, aac)))).toBeNull();
    expect(readInitSegment(init(track(1, 'vide', 90_000, box('vp09', zeros(78)))))).toBeNull();
  });

  test('cut or spoilt bytes are refused without an exception', () => {
    const whole = init(track(1, 'vide', 90_000, avc));
    fc.assert(
      fc.property(
        fc.nat(whole.length - 1),
        fc.nat(whole.length - 1),
        fc.integer({ min: 0, max: 255 }),
        (cut, at, value) => {
          readInitSegment(whole.subarray(0, cut));
          const spoilt = whole.slice();
          spoilt[at] = value;
          readInitSegment(spoilt);
        },
      ),
    );
    expect(readInitSegment(whole.subarray(0, 40))).toBeNull();
  });
});

describe('partStartS', () => {
  const segment = { mimeType: '', videoTrackId: 7, videoTimescale: 1_000 };
  const traf = (id: number, tfdt: number[], trun: number[]) =>
    box('traf', box('tfhd', u32(0, id)), box('tfdt', tfdt), box('trun', trun));
  const plainTrun = u32(0x000001, 1, 100);
  const part = (...trafs: number[][]) =>
    new Uint8Array([...box('moof', box('mfhd', u32(0, 1)), ...trafs), ...box('mdat', zeros(4))]);

  test('takes the video track, also when sound comes first', () => {
    const bytes = part(traf(2, u32(0, 9_000), plainTrun), traf(7, u32(0, 5_500), plainTrun));
    expect(partStartS(bytes, segment)).toBe(5.5);
  });

  test('reads 64-bit decode times', () => {
    expect(partStartS(part(traf(7, u32(0x01000000, 1, 0), plainTrun)), segment)).toBe(2 ** 32 / 1_000);
  });

  test('adds the composition offset of the first sample, signed in version 1', () => {
    const flags = 0x1 | 0x4 | 0x100 | 0x200 | 0x400 | 0x800;
    const fields = (offset: number) => u32(1, 100, 0, 40, 900, 0, offset);
    const unsigned = part(traf(7, u32(0, 2_000), [...u32(flags), ...fields(80)]));
    expect(partStartS(unsigned, segment)).toBe(2.08);
    const signed = part(traf(7, u32(0, 2_000), [...u32(0x01000000 | flags), ...fields(-80)]));
    expect(partStartS(signed, segment)).toBe(1.92);
  });

  test('a part without video, or cut short, has no start', () => {
    const bytes = part(traf(7, u32(0, 5_500), plainTrun));
    expect(partStartS(part(traf(2, u32(0, 9_000), plainTrun)), segment)).toBeNull();
    fc.assert(
      fc.property(fc.nat(bytes.length - 13), (cut) => {
        expect(partStartS(bytes.subarray(0, cut), segment)).toBeNull();
      }),
    );
  });
});
