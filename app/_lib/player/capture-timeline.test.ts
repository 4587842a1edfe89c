import { expect, test } from 'vitest';
import { CaptureTimeline } from './capture-timeline.ts';

const span = (startS: number, capturedAtMs: number) => ({ startS, durationS: 0.2, capturedAtMs });

test('a picture inside a part is dated from the start of the part', () => {
  const timeline = new CaptureTimeline();
  timeline.add(span(10, 50_000));
  timeline.add(span(10.2, 50_200));
  expect(timeline.captureAt(10.3)).toBeCloseTo(50_300);
});

test('when the capture clock steps, the newer part decides at the seam', () => {
  const timeline = new CaptureTimeline();
  timeline.add(span(10, 50_000));
  timeline.add(span(10.2, 90_000));
  expect(timeline.captureAt(10.2)).toBeCloseTo(90_000);
  expect(timeline.captureAt(10.1)).toBeCloseTo(50_100);
});

test('a picture outside all known parts has no date: no guess passes for the truth', () => {
  const timeline = new CaptureTimeline();
  timeline.add(span(10, 50_000));
  expect(timeline.captureAt(9)).toBeNull();
  expect(timeline.captureAt(11)).toBeNull();
  timeline.clear();
  expect(timeline.captureAt(10)).toBeNull();
});

test('old parts are forgotten, so days of running do not grow it', () => {
  const timeline = new CaptureTimeline();
  for (let n = 0; n < 1_000; n++) timeline.add(span(n * 0.2, n * 200));
  expect(timeline.captureAt(0)).toBeNull();
  expect(timeline.captureAt(199.9)).not.toBeNull();
});
