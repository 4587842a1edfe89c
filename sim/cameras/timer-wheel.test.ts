import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ManualClock } from '#core/kit';
import { TimerWheel } from './timer-wheel.ts';

describe('timer wheel', () => {
  it('runs every task once, not early and at most a slot late', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 5_000 }), { maxLength: 50 }),
        fc.nat({ max: 20 }),
        (delays, startMs) => {
          const clock = new ManualClock();
          const wheel = new TimerWheel(clock);
          clock.advance(startMs);
          const ranAtMs = new Map<number, number[]>();
          delays.forEach((delayMs, task) => {
            wheel.schedule(delayMs, () =>
              ranAtMs.set(task, [...(ranAtMs.get(task) ?? []), clock.monotonicMs()]),
            );
          });
          clock.advance(6_000);
          delays.forEach((delayMs, task) => {
            expect(ranAtMs.get(task)).toHaveLength(1);
            const lateMs = (ranAtMs.get(task)?.[0] ?? 0) - startMs - delayMs;
            expect(lateMs).toBeGreaterThanOrEqual(0);
            expect(lateMs).toBeLessThanOrEqual(5);
          });
          expect(clock.pending).toBe(0);
        },
      ),
    );
  });

  it('uses one timer for all, and none while nothing waits', () => {
    const clock = new ManualClock();
    const wheel = new TimerWheel(clock);
    expect(clock.pending).toBe(0);
    const cancels = Array.from({ length: 1_000 }, (_, i) => wheel.schedule(i, () => {}));
    expect(clock.pending).toBe(1);
    for (const cancel of cancels) cancel();
    clock.advance(5);
    expect(clock.pending).toBe(0);
  });

  it('does not run what was cancelled, and takes cancelling twice', () => {
    const clock = new ManualClock();
    const wheel = new TimerWheel(clock);
    const ran: string[] = [];
    const cancel = wheel.schedule(10, () => ran.push('cancelled'));
    wheel.schedule(10, () => ran.push('kept'));
    cancel();
    cancel();
    clock.advance(50);
    expect(ran).toEqual(['kept']);
  });

  it('runs tasks of one slot in order, and those a task schedules', () => {
    const clock = new ManualClock();
    const wheel = new TimerWheel(clock);
    const ran: number[] = [];
    for (const task of [1, 2, 3]) wheel.schedule(10, () => ran.push(task));
    wheel.schedule(10, () => wheel.schedule(0, () => ran.push(4)));
    clock.advance(20);
    expect(ran).toEqual([1, 2, 3, 4]);
  });

  it('forgets everything when closed', () => {
    const clock = new ManualClock();
    const wheel = new TimerWheel(clock);
    wheel.schedule(10, () => expect.unreachable());
    wheel.close();
    clock.advance(100);
    expect(clock.pending).toBe(0);
  });
});
