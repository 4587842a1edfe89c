import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LeastFirstQueue } from './least-first-queue.ts';
import { PathFinder } from './path-finder.ts';

describe('LeastFirstQueue', () => {
  it('gives back all it was given, least cost first', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1000, max: 1000 })), (costs) => {
        const queue = new LeastFirstQueue();
        costs.forEach((cost, value) => {
          queue.push(value, cost);
        });
        const popped: number[] = [];
        for (let head = queue.pop(); head !== null; head = queue.pop()) {
          popped.push(costs[head] as number);
        }
        expect(popped).toEqual([...costs].sort((a, b) => a - b));
      }),
    );
  });
});

/** Nodes in a ring of six, with the cost of a step being the number of the node stepped on. */
const ring = {
  points: Array.from({ length: 6 }, (_, x) => ({ x, y: 0 })),
  neighbours: Array.from({ length: 6 }, (_, node) => [(node + 5) % 6, (node + 1) % 6]),
  lines: Array.from({ length: 6 }, (_, node) => [(node + 5) % 6, node]),
};
const stepCost = (_: number, to: number): number => to;

describe('PathFinder', () => {
  it('takes the cheaper way round', () => {
    expect(new PathFinder(ring).find(0, (node) => node === 3, stepCost)).toEqual({
      nodes: [0, 1, 2, 3],
      cost: 6,
    });
  });

  it('stays within the limit and forgets the search before', () => {
    const finder = new PathFinder(ring);
    expect(finder.find(0, (node) => node === 3, stepCost, 5)).toBeNull();
    expect(finder.find(5, (node) => node === 0, stepCost)).toEqual({ nodes: [5, 0], cost: 0 });
  });

  it('tells which line a step takes, the same from both ends', () => {
    const onLine2 = (_: number, __: number, line: number): number => (line === 2 ? 1 : 100);
    expect(new PathFinder(ring).find(2, (node) => node === 3, onLine2)?.cost).toBe(1);
    expect(new PathFinder(ring).find(3, (node) => node === 2, onLine2)?.cost).toBe(1);
  });

  it('knows when no way leads there', () => {
    const blocked = (_: number, to: number): number => (to === 2 || to === 4 ? Number.POSITIVE_INFINITY : 1);
    expect(new PathFinder(ring).find(0, (node) => node === 3, blocked)).toBeNull();
  });
});
