import { describe, expect, it } from 'vitest';
import { nextRestart, DEFAULT_RESTART_POLICY as policy } from './restart-policy.ts';

describe('restart policy', () => {
  it('doubles up to its limit', () => {
    const delays: number[] = [];
    let failures = 0;
    for (let i = 0; i < 10; i++) {
      const next = nextRestart(policy, failures, 10);
      delays.push(next.delayMs);
      failures = next.failures;
    }
    expect(delays.slice(0, 4)).toEqual([250, 500, 1000, 2000]);
    expect(delays.at(-1)).toBe(policy.delayMsMax);
  });

  it('forgives a process that ran well for a while', () => {
    expect(nextRestart(policy, 9, policy.stableAfterMs)).toEqual({
      delayMs: policy.firstDelayMs,
      failures: 1,
    });
  });
});
