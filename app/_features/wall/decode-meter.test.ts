import { expect, test } from 'vitest';
import { DecodeMeter, type Measured } from './decode-meter.ts';

function tile(state: string, decoded: number, dropped = 0) {
  const quality = { decoded, dropped };
  return {
    quality,
    view: { get: () => ({ picture: { state }, profile: 'sub' as const }) },
    picture: {
      get quality() {
        return { ...quality };
      },
    },
  };
}

test('pictures are counted between two measures, over all tiles', () => {
  let nowMs = 0;
  const meter = new DecodeMeter(() => nowMs);
  const a = tile('live', 100);
  const b = tile('stale', 900);
  expect(meter.measure([a, b])).toBeNull();
  nowMs = 1_000;
  expect(meter.measure([a, b])).toBeNull();
  nowMs = 2_000;
  a.quality.decoded = 150;
  a.quality.dropped = 5;
  expect(meter.measure([a, b])).toMatchObject({ live: 1, total: 2, framesPerSecond: 25, droppedShare: 0.1 });
});

test('a decoder that starts anew does not count backwards', () => {
  let nowMs = 0;
  const meter = new DecodeMeter(() => nowMs);
  const a = tile('live', 100);
  meter.measure([a]);
  nowMs = 2_000;
  a.quality.decoded = 3;
  expect(meter.measure([a])?.framesPerSecond).toBe(0);
});

test('a new picture counts with all it has shown, for it came in this time', () => {
  let nowMs = 0;
  const meter = new DecodeMeter(() => nowMs);
  meter.measure([]);
  nowMs = 2_000;
  expect(meter.measure([tile('live', 30)])?.framesPerSecond).toBe(15);
});

test('a tile that shows nothing yet is counted as a tile', () => {
  const dark: Measured = {
    view: { get: () => ({ picture: { state: 'connecting' }, profile: 'sub' }) },
    picture: null,
  };
  let nowMs = 0;
  const meter = new DecodeMeter(() => nowMs);
  meter.measure([]);
  nowMs = 2_000;
  expect(meter.measure([dark])).toMatchObject({ live: 0, total: 1 });
});
