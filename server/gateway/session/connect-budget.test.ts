import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ManualClock } from '#core/kit';
import { ConnectBudget, type ConnectPermit } from './connect-budget.ts';

const limits = { connectsPerDevice: 2, connectsPerSite: 3 };

describe('connect budget', () => {
  it('grants at once while there is room, then first come first served', () => {
    const budget = new ConnectBudget(limits, new ManualClock());
    const granted: string[] = [];
    const ask = (name: string, deviceKey: string): ConnectPermit =>
      budget.request({ deviceKey, siteKey: 's' }, () => granted.push(name));
    const first = ask('a1', 'a');
    ask('a2', 'a');
    ask('a3', 'a');
    ask('b1', 'b');
    ask('b2', 'b');
    expect([granted, budget.waiting]).toEqual([['a1', 'a2', 'b1'], 2]);
    first.release();
    first.release();
    expect([granted, budget.waiting]).toEqual([['a1', 'a2', 'b1', 'a3'], 1]);
  });

  it('forgets who gave up waiting', () => {
    const budget = new ConnectBudget({ connectsPerDevice: 1, connectsPerSite: 1 }, new ManualClock());
    const granted: string[] = [];
    const keys = { deviceKey: 'a', siteKey: 's' };
    const holder = budget.request(keys, () => granted.push('first'));
    budget.request(keys, () => granted.push('second')).release();
    budget.request(keys, () => granted.push('third'));
    holder.release();
    expect(granted).toEqual(['first', 'third']);
  });

  it('never exceeds a limit, and grants all in the end', () => {
    const command = fc.record({ device: fc.nat(3), release: fc.boolean() });
    fc.assert(
      fc.property(fc.array(command, { maxLength: 60 }), (commands) => {
        const budget = new ConnectBudget(limits, new ManualClock());
        const held: { device: number; permit: ConnectPermit; granted: boolean }[] = [];
        for (const { device, release } of commands) {
          const entry = { device, granted: false, permit: { release: () => {} } as ConnectPermit };
          held.push(entry);
          const keys = { deviceKey: `d${device}`, siteKey: `s${device % 2}` };
          entry.permit = budget.request(keys, () => {
            entry.granted = true;
          });
          if (release) held.shift()?.permit.release();
          const active = held.filter((one) => one.granted);
          for (const number of [0, 1, 2, 3]) {
            expect(active.filter((one) => one.device === number).length).toBeLessThanOrEqual(2);
            expect(active.filter((one) => one.device % 2 === number % 2).length).toBeLessThanOrEqual(3);
          }
        }
        while (held.length > 0) {
          const next = held.findIndex((one) => one.granted);
          expect(next).toBeGreaterThanOrEqual(0);
          held.splice(next, 1)[0]?.permit.release();
        }
        expect(budget.waiting).toBe(0);
      }),
    );
  });
});

describe('Q13 a device that is full', () => {
  function start() {
    const clock = new ManualClock();
    const budget = new ConnectBudget({ connectsPerDevice: 8, connectsPerSite: 8 }, clock);
    const granted: string[] = [];
    const ask = (name: string, deviceKey = 'recorder'): ConnectPermit =>
      budget.request({ deviceKey, siteKey: 's' }, () => granted.push(name));
    return { clock, budget, granted, ask, keys: { deviceKey: 'recorder', siteKey: 's' } };
  }

  it('is left alone by all its channels, its neighbours are not', () => {
    const { clock, budget, granted, ask, keys } = start();
    budget.deviceFull(keys, 0.5);
    ask('channel 1');
    ask('channel 2');
    ask('neighbour', 'other');
    expect([granted, budget.isFull(keys)]).toEqual([['neighbour'], true]);
    clock.advance(500);
    expect([granted, budget.isFull(keys)]).toEqual([['neighbour', 'channel 1'], false]);
  });

  it('is tried by one channel at a time until it takes a stream', () => {
    const { clock, budget, granted, ask, keys } = start();
    budget.deviceFull(keys, 0.5);
    const first = ask('1');
    ask('2');
    ask('3');
    clock.advance(500);
    expect(granted).toEqual(['1']);
    budget.deviceFull(keys, 0.5);
    first.release();
    clock.advance(999);
    expect(granted).toEqual(['1']);
    clock.advance(1);
    expect(granted).toEqual(['1', '2']);
    budget.deviceAccepted(keys);
    expect(granted).toEqual(['1', '2', '3']);
  });

  it('is left alone for 15 s at most, and starts afresh a minute later', () => {
    const { clock, budget, keys } = start();
    for (let refusal = 0; refusal < 20; refusal++) budget.deviceFull(keys, 0.999);
    clock.advance(15_000);
    expect(budget.isFull(keys)).toBe(false);
    clock.advance(60_000);
    budget.deviceFull(keys, 0.999);
    clock.advance(1_000);
    expect(budget.isFull(keys)).toBe(false);
  });

  it('holds no timer once nobody waits', () => {
    const { clock, budget, ask, keys } = start();
    budget.deviceFull(keys, 0.5);
    const permit = ask('1');
    expect(clock.pending).toBe(1);
    permit.release();
    expect([clock.pending, budget.waiting]).toEqual([0, 0]);
  });
});
