import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ConnectBudget, type ConnectPermit } from './connect-budget.ts';

const limits = { connectsPerDevice: 2, connectsPerSite: 3 };

describe('connect budget', () => {
  it('grants at once while there is room, then first come first served', () => {
    const budget = new ConnectBudget(limits);
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
    const budget = new ConnectBudget({ connectsPerDevice: 1, connectsPerSite: 1 });
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
        const budget = new ConnectBudget(limits);
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
