import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ManualClock } from '#core/kit';
import { ReorderBuffer } from './reorder-buffer.ts';
import { newRtpCounters } from './rtp-counters.ts';

function start() {
  const clock = new ManualClock();
  const counters = newRtpCounters();
  const delivered: number[] = [];
  const deliver = (packet: Uint8Array): void => {
    delivered.push(((packet[0] ?? 0) << 8) | (packet[1] ?? 0));
  };
  const buffer = new ReorderBuffer({ clock, counters, deliver });
  const push = (...sequence: number[]): void => {
    for (const number of sequence) buffer.push(number & 0xffff, Uint8Array.of(number >> 8, number));
  };
  return { clock, counters, delivered, buffer, push };
}

const range = (from: number, count: number) => Array.from({ length: count }, (_, i) => (from + i) & 0xffff);

describe('Q14 packets over UDP', () => {
  it('pass through at once while they are in order', () => {
    const { push, delivered, clock } = start();
    push(65_534, 65_535, 0, 1);
    expect([delivered, clock.pending]).toEqual([[65_534, 65_535, 0, 1], 0]);
  });

  it('are put back in their place, over the wrap too', () => {
    const { push, delivered, counters, clock } = start();
    push(65_533, 0, 65_535, 1);
    expect(delivered).toEqual([65_533]);
    push(65_534, 2);
    expect(delivered).toEqual([65_533, 65_534, 65_535, 0, 1, 2]);
    expect([counters.reorderedPackets, clock.pending]).toEqual([1, 0]);
  });

  it('wait 100 ms for what is missing, no longer', () => {
    const { push, delivered, clock } = start();
    push(1, 3);
    clock.advance(60);
    push(5);
    clock.advance(39);
    expect(delivered).toEqual([1]);
    clock.advance(1);
    expect(delivered).toEqual([1, 3]);
    clock.advance(60);
    expect([delivered, clock.pending]).toEqual([[1, 3, 5], 0]);
  });

  it('are handed on late all the same, for the counters, and not twice', () => {
    const { push, delivered, counters, clock } = start();
    push(1, 4, 4, 3);
    clock.advance(100);
    push(2);
    expect(delivered).toEqual([1, 3, 4, 2]);
    expect(counters.duplicatePackets).toBe(1);
  });

  it('do not wait behind a hole of 32', () => {
    const { push, delivered } = start();
    push(1, 3, 2 + 32);
    expect(delivered).toEqual([1, 3, 34]);
  });

  it('are let go when the source changes', () => {
    const { push, delivered, buffer, clock } = start();
    push(1, 3);
    buffer.reset();
    push(900);
    expect([delivered, clock.pending]).toEqual([[1, 900], 0]);
  });

  it('come out in order, all and once, whichever were swapped within the window', () => {
    const shuffled = fc.tuple(fc.nat(65_535), fc.array(fc.nat(15), { minLength: 1, maxLength: 200 }));
    fc.assert(
      fc.property(shuffled, ([first, delays]) => {
        const { push, delivered, clock } = start();
        const order = delays
          .map((delay, index) => ({ index, at: index === 0 ? -1 : index + delay }))
          .sort((a, b) => a.at - b.at);
        push(...order.map(({ index }) => (first + index) & 0xffff));
        expect([delivered, clock.pending]).toEqual([range(first, delays.length), 0]);
      }),
    );
  });

  it('leave nothing behind, whatever comes', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(65_535), { maxLength: 200 }), (numbers) => {
        const { push, delivered, clock, counters } = start();
        push(...numbers);
        expect(clock.pending).toBeLessThanOrEqual(1);
        clock.advance(100);
        expect(clock.pending).toBe(0);
        expect(delivered.length + counters.duplicatePackets).toBe(numbers.length);
      }),
    );
  });
});
