import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReadPacer } from './read-pacer.ts';

const INTERVAL_MS = 40;

interface Source {
  readonly pictures: number;
  readonly perPart?: number;
  readonly bytes?: number;
  /** When picture `i` comes, beyond `i` intervals. Pictures come in order all the same. */
  readonly lateMs?: (i: number) => number;
}

/** Reads a source as the pacer has it. @returns for each picture when it came and when it was read; and each rest */
function read({ pictures, perPart = 5, bytes = 10_000, lateMs = () => 30 }: Source) {
  const pacer = new ReadPacer();
  const cameMs: number[] = [];
  const readMs: number[] = [];
  const restsMs: number[] = [];
  let nowMs = 0;
  let restUntilMs = 0;
  for (let i = 0; i < pictures; i++) {
    const came = Math.max(1_000 + i * INTERVAL_MS + lateMs(i), cameMs.at(-1) ?? 0);
    if (came > nowMs) nowMs = Math.max(came, restUntilMs);
    const missing = perPart - ((i + 1) % perPart);
    const untilMs = pacer.picture(i * INTERVAL_MS, nowMs, missing * INTERVAL_MS, (i + 1) * bytes);
    cameMs.push(came);
    readMs.push(nowMs);
    if (untilMs === null) continue;
    restUntilMs = untilMs;
    restsMs.push(untilMs - nowMs);
  }
  return { cameMs, readMs, restsMs };
}

/** Reads in the second half, for each part of five. */
const readsPerPart = (readMs: readonly number[]): number =>
  new Set(readMs.slice(readMs.length / 2)).size / (readMs.length / 10);

/** How long the pictures that complete parts of five wait in the second half, rising. */
function waits({ cameMs, readMs }: { readonly cameMs: number[]; readonly readMs: number[] }): number[] {
  const all = readMs.map((read, i) => read - (cameMs[i] ?? 0));
  const completing = all.filter((_, i) => i >= all.length / 2 && i % 5 === 4);
  return completing.sort((a, b) => a - b);
}

/** Pseudo-random, 0 … 1, the same for the same `i`. */
const noise = (i: number): number => (Math.imul(i + 1, 2_654_435_761) >>> 8) / 2 ** 24;

describe('read pacer', () => {
  it('reads a steady stream once a part, as soon as that is complete', () => {
    const steady = read({ pictures: 2_000 });
    expect(readsPerPart(steady.readMs)).toBeLessThan(1.2);
    expect(waits(steady).at(-1)).toBeLessThan(6);
  });

  it('waits no longer than the jitter of the stream', () => {
    const jittery = read({ pictures: 4_000, lateMs: (i) => 30 + noise(i) * 20 });
    expect(readsPerPart(jittery.readMs)).toBeLessThan(1.5);
    expect(waits(jittery).at(-1)).toBeLessThan(26);
  });

  it('follows a clock that is slow, and one that is fast', () => {
    for (const share of [0.005, -0.005]) {
      const drifting = read({ pictures: 4_000, lateMs: (i) => 30 + i * INTERVAL_MS * share });
      expect(readsPerPart(drifting.readMs)).toBeLessThan(1.7);
      expect(waits(drifting).at(-1)).toBeLessThan(10);
    }
  });

  it('reads as it comes what is later every time', () => {
    const { cameMs, readMs } = read({ pictures: 1_000, lateMs: (i) => 30 + i * 8 });
    expect(readMs.slice(100)).toEqual(cameMs.slice(100));
  });

  it('is on time again soon after a stall', () => {
    const stalled = read({ pictures: 1_000, lateMs: (i) => (i < 300 || i > 340 ? 30 : 30 + (340 - i) * 40) });
    const late = stalled.readMs.filter((read, i) => i > 350 && read - (stalled.cameMs[i] ?? 0) > 170);
    expect(late).toEqual([]);
    expect(waits(stalled).at(-1)).toBeLessThan(6);
  });

  it('rests again soon after a time in which whole parts came at once', () => {
    const lateMs = (i: number) => (i < 2_000 ? 30 + (4 - (i % 5)) * INTERVAL_MS : 30);
    const { readMs, cameMs } = read({ pictures: 3_000, lateMs });
    expect(readMs.slice(1_000, 2_000)).toEqual(cameMs.slice(1_000, 2_000));
    expect(readsPerPart(readMs.slice(2_000))).toBeLessThan(1.3);
  });

  it('does not let more gather than a socket holds', () => {
    expect(read({ pictures: 100, bytes: 14_000 }).restsMs).toEqual([]);
    expect(read({ pictures: 100, bytes: 12_000 }).restsMs.length).toBeGreaterThan(10);
  });

  it.each([1, 50])('does not rest where parts have %i pictures', (perPart) => {
    expect(read({ pictures: 200, perPart, bytes: 100 }).restsMs).toEqual([]);
  });

  it('does not rest before it is known when the next part is complete', () => {
    const pacer = new ReadPacer();
    const untilMs = [0, 1, 2, 3, 4].map((i) => pacer.picture(i * 40, 1_000 + i * 40, 0, i * 10_000));
    expect(untilMs).toEqual([null, null, null, null, null]);
  });

  it('whatever comes: no picture waits longer than a quarter of a second', () => {
    const source = fc.record({
      perPart: fc.integer({ min: 1, max: 12 }),
      late: fc.array(fc.oneof(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 5_000 })), {
        minLength: 20,
        maxLength: 200,
      }),
    });
    fc.assert(
      fc.property(source, ({ perPart, late }) => {
        const { cameMs, readMs } = read({
          pictures: late.length,
          perPart,
          bytes: 1_000,
          lateMs: (i) => late[i] ?? 0,
        });
        for (const [i, came] of cameMs.entries()) expect((readMs[i] ?? 0) - came).toBeLessThanOrEqual(250);
      }),
    );
  });
});
