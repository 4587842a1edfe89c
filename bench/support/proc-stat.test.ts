import { expect, test } from 'vitest';
import { cpuSecondsOf, parseCpuSeconds } from './proc-stat.ts';

const TAIL = 'S 1 2 3 0 -1 4194304 900 0 0 0 250 75 0 0 20 0 9 0 8000 123456 789 0 0';

test('user and system time are added up', () => {
  expect(parseCpuSeconds(`4711 (ffmpeg) ${TAIL}`)).toBe(3.25);
});

test('a command with brackets and spaces does not shift the fields', () => {
  expect(parseCpuSeconds(`4711 (a) R 9 (b) ${TAIL}`)).toBe(3.25);
});

test('anything else is refused', () => {
  expect(() => parseCpuSeconds('')).toThrow(RangeError);
  expect(() => parseCpuSeconds('4711 (ffmpeg) S 1')).toThrow(RangeError);
});

test.runIf(process.platform === 'linux')('agrees with what the process knows of itself', () => {
  const { user, system } = process.cpuUsage();
  expect(Math.abs(cpuSecondsOf(process.pid) - (user + system) / 1e6)).toBeLessThan(1);
});
