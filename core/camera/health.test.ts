import { describe, expect, it } from 'vitest';
import { type CameraHealth, STREAM_LOSS_OUTRANKS_PROBE_MS, transitionHealth } from './health.ts';

const unknown: CameraHealth = { state: 'unknown' };

describe('camera health', () => {
  it('H1 keeps the first failure as the start of the outage', () => {
    const first = transitionHealth(unknown, { type: 'failed', witness: 'probe', reason: 'timeout' }, 1000);
    const second = transitionHealth(
      first.health,
      { type: 'failed', witness: 'stream', reason: 'no_media' },
      9000,
    );
    expect(first.changed).toBe(true);
    expect(second.changed).toBe(false);
    expect(second.health).toEqual({
      state: 'offline',
      sinceMs: 1000,
      seenMs: 9000,
      witness: 'stream',
      reason: 'no_media',
    });
  });

  it('H2 an answer brings it online', () => {
    const lost = transitionHealth(unknown, { type: 'failed', witness: 'probe', reason: 'refused' }, 1).health;
    expect(transitionHealth(lost, { type: 'answered', witness: 'probe' }, 5)).toEqual({
      health: { state: 'online', sinceMs: 5, witness: 'probe' },
      changed: true,
    });
  });

  it('H3 a probe does not overrule a fresh loss of the stream, and does so once it is old', () => {
    const lost = transitionHealth(
      unknown,
      { type: 'failed', witness: 'stream', reason: 'no_media' },
      0,
    ).health;
    const probe = { type: 'answered', witness: 'probe' } as const;
    expect(transitionHealth(lost, probe, STREAM_LOSS_OUTRANKS_PROBE_MS - 1).changed).toBe(false);
    expect(transitionHealth(lost, probe, STREAM_LOSS_OUTRANKS_PROBE_MS).changed).toBe(true);
    expect(transitionHealth(lost, { type: 'answered', witness: 'stream' }, 1).changed).toBe(true);
  });

  it('H4 a repeat changes nothing', () => {
    const online = transitionHealth(unknown, { type: 'answered', witness: 'probe' }, 7).health;
    const again = transitionHealth(online, { type: 'answered', witness: 'stream' }, 99);
    expect(again).toEqual({ health: online, changed: false });
  });
});
