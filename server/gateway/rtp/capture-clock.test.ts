import { describe, expect, it } from 'vitest';
import { CaptureClock } from './capture-clock.ts';

const now = 1_700_000_000_000;

describe('capture clock', () => {
  it('goes by arrival until a sender report comes', () => {
    const clock = new CaptureClock(90_000);
    expect(clock.capturedAtMs(0, now)).toBe(now);
    clock.report(9_000, now + 50, now + 100);
    expect(clock.capturedAtMs(18_000, now + 200)).toBe(now + 150);
  });

  it.each([
    ['Q26 NTP of 0', null],
    ['Q26 a clock hours off', now - 8 * 3_600_000],
  ])('goes by arrival after %s', (_title, ntpMs) => {
    const clock = new CaptureClock(90_000);
    clock.report(0, ntpMs, now);
    expect(clock.capturedAtMs(9_000, now + 130)).toBe(now + 130);
  });

  it('goes by arrival once a report has drifted beyond belief', () => {
    const clock = new CaptureClock(90_000);
    clock.report(0, now, now);
    expect(clock.capturedAtMs(90_000, now + 60_000)).toBe(now + 60_000);
  });

  it('stands still rather than jump back', () => {
    const clock = new CaptureClock(90_000);
    clock.capturedAtMs(0, now);
    clock.report(0, now - 300, now);
    const times = [9_000, 18_000, 27_000, 36_000].map((ticks) => clock.capturedAtMs(ticks, now + ticks / 90));
    expect(times).toEqual([now, now, now, now + 100]);
  });
});
