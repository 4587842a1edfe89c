import { describe, expect, it } from 'vitest';
import { ManualClock } from '#core/kit';
import { FAILURES_MAX, LOCKED_MS, Lockout, SOURCE_FAILURES_MAX } from './lockout.ts';

const wei = { username: 'wei', address: '10.0.0.1' };

function locked() {
  const clock = new ManualClock();
  const lockout = new Lockout(clock);
  for (let i = 0; i < FAILURES_MAX; i++) expect(lockout.begin(wei)).toBeNull();
  return { clock, lockout };
}

describe('S1 lockout', () => {
  it('locks after five failures, for thirty minutes from the last', () => {
    const { clock, lockout } = locked();
    expect(lockout.begin(wei)).toEqual({ retryAfterMs: LOCKED_MS });
    clock.advance(LOCKED_MS - 1);
    expect(lockout.begin(wei)).toEqual({ retryAfterMs: 1 });
    clock.advance(1);
    expect(lockout.begin(wei)).toBeNull();
  });

  it('stops only the address that guesses, and only that account', () => {
    const { lockout } = locked();
    expect(lockout.begin({ ...wei, address: '10.0.0.2' })).toBeNull();
    expect(lockout.begin({ ...wei, username: 'li' })).toBeNull();
    expect(lockout.begin({ ...wei, username: 'WEI' })).not.toBeNull();
  });

  it('starts anew after a success', () => {
    const lockout = new Lockout(new ManualClock());
    for (let i = 0; i < 20; i++) {
      expect(lockout.begin(wei)).toBeNull();
      lockout.succeeded(wei);
    }
  });

  it('stops a source that tries many names, and nobody elsewhere', () => {
    const lockout = new Lockout(new ManualClock());
    for (let n = 0; n < SOURCE_FAILURES_MAX; n++) {
      expect(lockout.begin({ ...wei, username: `name${n}` })).toBeNull();
    }
    expect(lockout.begin(wei)).toEqual({ retryAfterMs: LOCKED_MS });
    expect(lockout.begin({ ...wei, address: '10.0.0.2' })).toBeNull();
  });

  it('never stops a hall of people who sign in', () => {
    const lockout = new Lockout(new ManualClock());
    for (let n = 0; n < SOURCE_FAILURES_MAX * 3; n++) {
      const person = { ...wei, username: `name${n}` };
      expect(lockout.begin(person)).toBeNull();
      lockout.succeeded(person);
    }
  });

  it('does not count attempts whose password was never checked', () => {
    const lockout = new Lockout(new ManualClock());
    for (let i = 0; i < 20; i++) {
      expect(lockout.begin(wei)).toBeNull();
      lockout.withdrawn(wei);
    }
  });

  it('keeps account and address apart, whatever they contain', () => {
    const { lockout } = locked();
    expect(lockout.begin({ username: 'wei","10.0.0.1', address: '' })).toBeNull();
  });
});
