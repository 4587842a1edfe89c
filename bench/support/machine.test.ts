import { expect, test } from 'vitest';
import { idleShare, thisMachine } from './machine.ts';

test('idle is the share of all cores', () => {
  const before = [core(100, 900), core(0, 0)];
  const now = [core(200, 1_000), core(0, 200)];
  expect(idleShare(before, now)).toBe(0.75);
});

test('a machine whose clock has not moved is not called busy', () => {
  expect(idleShare([core(1, 1)], [core(1, 1)])).toBe(1);
});

test('the machine is described', () => {
  const machine = thisMachine();
  expect(machine.cores).toBeGreaterThan(0);
  expect(machine.node).toBe(process.version);
});

function core(user: number, idle: number) {
  return { times: { user, nice: 0, sys: 0, idle, irq: 0 } };
}
