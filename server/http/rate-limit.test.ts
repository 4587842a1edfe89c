import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ManualClock } from '#core/kit';
import { RateLimit } from './rate-limit.ts';

const rate = { perSecond: 10, burst: 100 };

describe('rate limit', () => {
  it('gives a burst, then says when there is enough again', () => {
    const clock = new ManualClock();
    const limit = new RateLimit(rate, clock);
    expect(limit.take('a', 100)).toBeNull();
    expect(limit.take('a', 20)).toEqual({ retryAfterMs: 2_000 });
    expect(limit.take('b', 100)).toBeNull();
    clock.advance(1_999);
    expect(limit.take('a', 20)).not.toBeNull();
    clock.advance(1);
    expect(limit.take('a', 20)).toBeNull();
  });

  it('remembers so many keys, and of those first the ones that still count', () => {
    const clock = new ManualClock();
    const limit = new RateLimit(rate, clock, 10);
    expect(limit.take('full', 100)).toBeNull();
    for (let n = 0; n < 9; n++) limit.take(`brief ${n}`, 1);
    clock.advance(200); // all but the first are empty
    limit.take('another', 1);
    expect(limit.size).toBe(2);
    expect(limit.take('full', 50)).not.toBeNull();
    for (let n = 0; n < 1_000; n++) limit.take(`flood ${n}`, 100);
    expect(limit.size).toBe(10);
  });

  it('never lets more through than the burst and the rate, and lets through what it promised', () => {
    const tries = fc.array(fc.record({ count: fc.nat(100), pauseMs: fc.nat(5_000) }), { maxLength: 60 });
    fc.assert(
      fc.property(tries, (all) => {
        const clock = new ManualClock();
        const limit = new RateLimit(rate, clock);
        let taken = 0;
        for (const { count, pauseMs } of all) {
          clock.advance(pauseMs);
          const refused = limit.take('a', count);
          if (refused !== null) {
            clock.advance(refused.retryAfterMs);
            expect(limit.take('a', count)).toBeNull();
          }
          taken += count;
          expect(taken).toBeLessThanOrEqual(
            rate.burst + (clock.monotonicMs() * rate.perSecond) / 1000 + 1e-6,
          );
        }
      }),
    );
  });
});
