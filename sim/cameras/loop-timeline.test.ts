import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LoopTimeline } from './loop-timeline.ts';

describe('loop timeline', () => {
  it('has at any time the frame that was captured last', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1_700_000_000_000, max: 2_000_000_000_000 }),
        fc.nat({ max: 3_600_000 }),
        fc.constantFrom(8, 15, 25, 30),
        (nowMs, phaseMs, frameRate) => {
          const timeline = new LoopTimeline({ frameRate, phaseMs });
          const frame = timeline.frameAt(nowMs);
          expect(timeline.capturedAtUs(frame)).toBeLessThanOrEqual(nowMs * 1000);
          expect(timeline.capturedAtUs(frame + 1)).toBeGreaterThan(nowMs * 1000);
        },
      ),
    );
  });

  it('spaces frames evenly, to the microsecond', () => {
    const timeline = new LoopTimeline({ frameRate: 25, phaseMs: 12_345 });
    const first = timeline.frameAt(1_763_000_000_000);
    for (let frame = first; frame < first + 100; frame++) {
      expect(timeline.capturedAtUs(frame + 1) - timeline.capturedAtUs(frame)).toBe(40_000);
    }
  });
});
