import { describe, expect, it } from 'vitest';
import { sessionLimits } from './session-limits.ts';

const HOUR_MS = 3_600_000;

describe('S3 how long a session lasts', () => {
  it('is a shift at a desk, and less for whoever can change rights', () => {
    expect(sessionLimits(['operator'], 'standard', null)).toEqual({
      idleMs: HOUR_MS,
      absoluteMs: 16 * HOUR_MS,
    });
    expect(sessionLimits(['operator', 'administrator'], 'standard', null)).toEqual({
      idleMs: HOUR_MS / 2,
      absoluteMs: 12 * HOUR_MS,
    });
    expect(sessionLimits([], 'standard', null)).toEqual(sessionLimits(['operator'], 'standard', null));
  });

  it('is long for phones and screens, and not for an account that does more besides', () => {
    expect(sessionLimits(['patrol'], 'standard', null).idleMs).toBe(16 * HOUR_MS);
    expect(sessionLimits(['display'], 'standard', null).absoluteMs).toBe(400 * 24 * HOUR_MS);
    expect(sessionLimits(['patrol', 'operator'], 'standard', null).idleMs).toBe(HOUR_MS);
  });

  it('is a quarter of an hour without use under mlps3, phones and screens apart', () => {
    expect(sessionLimits(['operator'], 'mlps3', null).idleMs).toBe(HOUR_MS / 4);
    expect(sessionLimits(['patrol'], 'mlps3', null).idleMs).toBe(16 * HOUR_MS);
  });

  it('is short while something is owed, whatever the role', () => {
    expect(sessionLimits(['display'], 'standard', 'second_factor')).toEqual({
      idleMs: HOUR_MS / 4,
      absoluteMs: HOUR_MS / 2,
    });
  });
});
