import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LiveEdge } from './live-edge.ts';

const at = (behindS: number, rate = 1) => ({
  ranges: [{ startS: 0, endS: 100 }],
  currentS: 100 - behindS,
  rate,
});

describe('LiveEdge', () => {
  test('the first picture is shown near the edge, not at the start of the cached group', () => {
    const edge = new LiveEdge();
    expect(edge.next({ ranges: [{ startS: 7, endS: 12 }], currentS: 0, rate: 1 }, 0)).toEqual({
      move: 'jump',
      toS: 11.6,
    });
    expect(edge.next({ ranges: [{ startS: 7, endS: 7.2 }], currentS: 0, rate: 1 }, 0)).toEqual({
      move: 'jump',
      toS: 7,
    });
  });

  test('near the target nothing is touched', () => {
    expect(new LiveEdge().next(at(0.44), 0)).toEqual({ move: 'none' });
    expect(new LiveEdge().next(at(0.25), 0)).toEqual({ move: 'none' });
  });

  test('late: a little faster, until the target is reached', () => {
    const edge = new LiveEdge();
    expect(edge.next(at(0.46), 0)).toEqual({ move: 'rate', rate: 1.05 });
    expect(edge.next(at(0.42, 1.05), 0)).toEqual({ move: 'none' });
    expect(edge.next(at(0.39, 1.05), 0)).toEqual({ move: 'rate', rate: 1 });
  });

  test('the buffer runs low: a little slower, until it is filled', () => {
    const edge = new LiveEdge();
    expect(edge.next(at(0.1), 0)).toEqual({ move: 'rate', rate: 0.95 });
    expect(edge.next(at(0.3, 0.95), 0)).toEqual({ move: 'none' });
    expect(edge.next(at(0.41, 0.95), 0)).toEqual({ move: 'rate', rate: 1 });
  });

  test('far behind, in an older range, or past the end: a jump', () => {
    const edge = new LiveEdge();
    expect(edge.next(at(2), 0).move).toBe('jump');
    const ranges = [
      { startS: 0, endS: 10 },
      { startS: 12, endS: 13 },
    ];
    expect(edge.next({ ranges, currentS: 9.9, rate: 1 }, 0)).toEqual({ move: 'jump', toS: 12.6 });
    expect(edge.next({ ranges, currentS: 400, rate: 1 }, 0)).toEqual({ move: 'jump', toS: 12.6 });
  });

  test('an uneven link gets a larger distance, which shrinks again in quiet times', () => {
    const edge = new LiveEdge();
    edge.next(at(0.4), 0);
    for (let n = 0; n < 20; n++) edge.underrun(5_000);
    expect(edge.targetS).toBe(1);
    for (let n = 0; n < 5_000; n++) edge.next(at(1), 0);
    expect(edge.targetS).toBeCloseTo(0.4);
  });

  test('that the buffer runs dry at the start says nothing about the link, however many parts were there already', () => {
    const edge = new LiveEdge();
    edge.underrun(900);
    for (let n = 0; n < 150; n++) edge.next(at(0.4), 1_000);
    edge.underrun(5_999);
    expect(edge.targetS).toBe(0.4);
    edge.underrun(6_000);
    expect(edge.targetS).toBeCloseTo(0.55);
  });

  test('with nothing buffered nothing is done', () => {
    expect(new LiveEdge().next({ ranges: [], currentS: 0, rate: 1 }, 0)).toEqual({ move: 'none' });
  });

  test('wherever it jumps, it lands inside the newest range and is content there', () => {
    const time = fc.double({ min: 0, max: 1_000, noNaN: true });
    fc.assert(
      fc.property(time, fc.double({ min: 0.04, max: 50, noNaN: true }), time, (startS, lengthS, currentS) => {
        const ranges = [{ startS, endS: startS + lengthS }];
        const edge = new LiveEdge();
        const move = edge.next({ ranges, currentS, rate: 1 }, 0);
        if (move.move !== 'jump') return;
        expect(move.toS).toBeGreaterThanOrEqual(startS);
        expect(move.toS).toBeLessThanOrEqual(startS + lengthS);
        expect(edge.next({ ranges, currentS: move.toS, rate: 1 }, 0).move).not.toBe('jump');
      }),
    );
  });
});
