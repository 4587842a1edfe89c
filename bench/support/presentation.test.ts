import { expect, test } from 'vitest';
import { latencies, partAndFrameMs } from './presentation.ts';

const pictures = [2, 0, 1].map((k) => ({
  mediaTimeS: 10 + k * 0.04,
  capturedAtMs: 5_000 + k * 40,
  appendedAtMs: 5_200,
}));

test('a frame is timed against the very picture it shows', () => {
  const frames = [
    { mediaTimeS: 10.0004, presentedAtMs: 5_300 },
    { mediaTimeS: 10.04, presentedAtMs: 5_341 },
    { mediaTimeS: 10.0799, presentedAtMs: 5_450 },
  ];
  expect(latencies(frames, pictures)).toEqual([300, 301, 370]);
});

test('a frame whose picture is not known is left out', () => {
  const frames = [9.96, 10.02, 10.12].map((mediaTimeS) => ({ mediaTimeS, presentedAtMs: 6_000 }));
  expect(latencies(frames, pictures)).toEqual([]);
  expect(latencies([{ mediaTimeS: 10, presentedAtMs: 6_000 }], [])).toEqual([]);
});

test('the least delay is that of a part and of a frame', () => {
  const parts = Array.from({ length: 20 }, (_, k) => ({
    mediaTimeS: k * 0.04,
    capturedAtMs: k * 40,
    appendedAtMs: Math.floor(k / 5),
  }));
  expect(partAndFrameMs(parts)).toBe(240);
  expect(() => partAndFrameMs(parts.slice(0, 1))).toThrow(RangeError);
});
