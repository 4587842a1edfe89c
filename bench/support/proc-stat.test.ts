import { expect, test } from 'vitest';
import { cpuSecondsOf, parseCpuSeconds } from './proc-stat.ts';

test('time on the CPU is the first number, in ns', () => {
  expect(parseCpuSeconds('3250000000 754189 2\n')).toBe(3.25);
});

test('anything else is refused', () => {
  expect(() => parseCpuSeconds('')).toThrow(RangeError);
  expect(() => parseCpuSeconds('4711 (ffmpeg) S 1')).toThrow(RangeError);
});

test.runIf(process.platform === 'linux')('agrees with what the process knows of itself', () => {
  const { user, system } = process.cpuUsage();
  // Threads that have ended are in the one and not in the other.
  expect(Math.abs(cpuSecondsOf(process.pid) - (user + system) / 1e6)).toBeLessThan(1);
});
