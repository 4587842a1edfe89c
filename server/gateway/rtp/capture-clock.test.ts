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

  it('dates pictures that waited by those that did not', () => {
    const clock = new CaptureClock(90_000);
    const readMs = [0, 200, 200, 200, 200, 200, 400, 400, 400, 400, 400];
    const times = readMs.map((ms, i) => clock.capturedAtMs(i * 3_600, now + ms) - now);
    expect(times).toEqual([0, 40, 80, 120, 160, 200, 240, 280, 320, 360, 400]);
  });

  it.each([
    ['slow', 1.01],
    ['fast', 0.99],
  ])('follows an RTP clock that is %s', (_title, rate) => {
    const clock = new CaptureClock(90_000);
    for (let i = 0; i < 2_000; i++) {
      const arrivalMs = now + i * 40 * rate;
      expect(Math.abs(clock.capturedAtMs(i * 3_600, arrivalMs) - arrivalMs)).toBeLessThan(85);
    }
  });

  it('follows our own clock when that is put forward, and stands when it is put back', () => {
    const clock = new CaptureClock(90_000);
    clock.capturedAtMs(0, now);
    expect(clock.capturedAtMs(3_600, now + 60_040)).toBe(now + 60_040);
    expect(clock.capturedAtMs(7_200, now + 80)).toBe(now + 60_040);
  });
});
