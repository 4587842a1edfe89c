import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newRtpCounters } from './rtp-counters.ts';
import { RtpTimeline } from './rtp-timeline.ts';

const FRAME = 3_600;
const FRAME_MS = 40;
const hours = (count: number): number => count * 3_600 * 90_000;

/** Places timestamps that arrive 40 ms apart, unless told otherwise. */
function place(timestamps: readonly number[], arrivals?: readonly number[]) {
  const counters = newRtpCounters();
  const timeline = new RtpTimeline(90_000, counters);
  const ticks = timestamps.map((timestamp, index) =>
    timeline.place(timestamp >>> 0, arrivals?.[index] ?? index * FRAME_MS),
  );
  return { ticks, counters };
}

describe('RTP timeline', () => {
  it('Q26 goes on over the wrap of 32 bits, both ways', () => {
    const start = 2 ** 32 - FRAME;
    const { ticks } = place([start, start + FRAME, start + 3 * FRAME, start + 2 * FRAME, start + 4 * FRAME]);
    expect(ticks).toEqual([0, 1, 3, 2, 4].map((frames) => start + frames * FRAME));
  });

  it('Q26 refuses a rogue frame hours off, all its packets, and goes on', () => {
    const rogue = hours(3);
    const { ticks, counters } = place([0, FRAME, rogue, rogue, rogue, 3 * FRAME]);
    expect(ticks).toEqual([0, FRAME, null, null, null, 3 * FRAME]);
    expect(counters).toMatchObject({ roguePackets: 3, timelineSteps: 0 });
  });

  it('Q26 follows a clock that stepped, by the time that really went by', () => {
    const after = hours(5);
    const { ticks, counters } = place([0, FRAME, after, after + FRAME, after + 2 * FRAME]);
    expect(ticks).toEqual([0, FRAME, null, 3 * FRAME, 4 * FRAME]);
    expect(counters).toMatchObject({ roguePackets: 1, timelineSteps: 1 });
  });

  it('believes a long pause that really was one', () => {
    const { ticks } = place([0, 60 * 90_000], [0, 60_000]);
    expect(ticks).toEqual([0, 60 * 90_000]);
  });

  it('goes on when another source takes over with times of its own', () => {
    const timeline = new RtpTimeline(90_000, newRtpCounters());
    timeline.place(1_000, 0);
    timeline.expectStep();
    expect(timeline.place(hours(4), FRAME_MS)).toBe(1_000 + FRAME);
    expect(timeline.near(hours(4) + 90)).toBe(1_000 + FRAME + 90);
  });

  it('never strays from the time that went by, whatever comes', () => {
    const steps = fc.array(fc.tuple(fc.nat(2 ** 32 - 1), fc.nat(2_000)), { maxLength: 50 });
    fc.assert(
      fc.property(steps, (packets) => {
        const timeline = new RtpTimeline(90_000, newRtpCounters());
        let nowMs = 0;
        let last: { ticks: number; atMs: number } | null = null;
        for (const [timestamp, elapsedMs] of packets) {
          nowMs += elapsedMs;
          const ticks = timeline.place(timestamp, nowMs);
          if (ticks === null) continue;
          if (last !== null)
            expect(Math.abs((ticks - last.ticks) / 90 - (nowMs - last.atMs))).toBeLessThanOrEqual(10_001);
          last = { ticks, atMs: nowMs };
        }
      }),
    );
  });
});
