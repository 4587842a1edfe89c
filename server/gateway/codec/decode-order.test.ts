import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AccessUnit } from './access-unit.ts';
import { newCodecCounters } from './codec-counters.ts';
import { DecodeOrder } from './decode-order.ts';

const FRAME_TICKS = 3_600;

/** Frame numbers count in the order shown. */
function start(claimedDepth: number | null) {
  const units: AccessUnit[] = [];
  const counters = newCodecCounters();
  const order = new DecodeOrder(counters, (unit) => units.push(unit));
  order.formatChanged(claimedDepth);
  const push = (...frames: readonly number[]): void => {
    for (const frame of frames) {
      order.push({ nalUnits: [], keyFrame: false, pts: frame * FRAME_TICKS, capturedAtMs: 0 });
    }
  };
  const dts = (): number[] => units.map((unit) => unit.dts / FRAME_TICKS);
  const pts = (): number[] => units.map((unit) => unit.pts / FRAME_TICKS);
  return { order, push, units, counters, dts, pts };
}

describe('decode order', () => {
  it('Q25 lets decode times lag from the first picture on where reordering is claimed and done', () => {
    const { push, dts, pts, counters } = start(1);
    push(0, 3, 1, 2, 6, 4, 5);
    expect(pts()).toEqual([0, 3, 1, 2, 6, 4, 5]);
    expect(dts()).toEqual([-1, 0, 1, 2, 3, 4, 5]);
    expect(counters.reorderedPictures).toBe(4);
  });

  it('Q25 does the same for pyramids of B-frames', () => {
    const { push, dts } = start(2);
    push(0, 4, 2, 1, 3, 8, 6, 5, 7);
    expect(dts()).toEqual([-2, -1, 0, 1, 2, 3, 4, 5, 6]);
  });

  it('Q25 does not delay a stream that only claims to reorder', () => {
    const { push, dts, counters } = start(2);
    push(0, 1, 2);
    expect(dts()).toEqual([]);
    push(3);
    expect(dts()).toEqual([0, 1, 2, 3]);
    push(4);
    expect(dts()).toEqual([0, 1, 2, 3, 4]);
    expect(counters.reorderedPictures).toBe(0);
  });

  it('holds nothing back where nothing is claimed', () => {
    for (const claimed of [0, null]) {
      const { push, dts } = start(claimed);
      push(0);
      expect(dts()).toEqual([0]);
    }
  });

  it('Q25 finds out what was not claimed, and makes up the lag without going back', () => {
    const { push, units, dts, pts } = start(null);
    push(0, 3, 1, 2, 6, 4, 5, 9, 7, 8, 12, 10, 11);
    const times = units.map((unit) => unit.dts);
    expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
    expect(dts().slice(7)).toEqual([6, 7, 8, 9, 10, 11]);
    expect(
      dts()
        .slice(7)
        .every((time, index) => time <= (pts()[index + 7] ?? 0)),
    ).toBe(true);
  });
});

describe('decode order, where times jump or pictures are missing', () => {
  it('Q26 does not take a single time far back, or far ahead, for reordering', () => {
    for (const rogue of [0, 40]) {
      const { push, dts } = start(null);
      push(...Array.from({ length: 20 }, (_, index) => index), rogue, 21, 22, 23);
      const lags = dts()
        .slice(-2)
        .map((time, index) => 22 + index - time);
      expect(Math.max(...lags)).toBeLessThanOrEqual(1);
    }
  });

  it('Q25 starts the lag anew behind a loss', () => {
    const { order, push, dts } = start(1);
    push(0, 3, 1, 2);
    order.interrupted();
    push(50, 53, 51, 52);
    expect(dts().slice(4)).toEqual([49, 50, 51, 52]);
  });

  it('gives what it held back when another format begins, or pictures are lost', () => {
    for (const happens of ['formatChanged', 'interrupted'] as const) {
      const { order, push, dts } = start(1);
      push(0, 1);
      order[happens](0);
      expect(dts()).toEqual([0, 1]);
    }
  });
});

describe('decode order, any groups of pictures', () => {
  it('Q25 gives rising times, never later than the picture is shown where the claim is true', () => {
    const groups = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(groups, fc.constantFrom(1, null), (sizes, claimed) => {
        const { push, units } = start(claimed);
        // The first group is reordered: a key frame, then groups of a reference picture and the B-frames before it.
        let shown = 0;
        push(shown);
        for (const size of [2, ...sizes]) {
          push(shown + size, ...Array.from({ length: size - 1 }, (_, index) => shown + 1 + index));
          shown += size;
        }
        expect(units.length).toBe(shown + 1);
        const times = units.map(({ dts }) => dts);
        expect(times).toEqual([...new Set(times)].sort((a, b) => a - b));
        if (claimed !== null) expect(units.every(({ dts, pts }) => dts <= pts)).toBe(true);
      }),
    );
  });
});
