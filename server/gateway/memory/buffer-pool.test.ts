import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BufferPool, type PooledBuffer } from './buffer-pool.ts';

const KIB = 1024;

describe('a pool of buffers', () => {
  it('uses memory again once the last holder has let go', () => {
    const pool = new BufferPool();
    const first = pool.take(50 * KIB);
    first.retain();
    first.release();
    expect(pool.take(50 * KIB).bytes.buffer).not.toBe(first.bytes.buffer);
    first.release();
    expect(pool.take(49 * KIB).bytes.buffer).toBe(first.bytes.buffer);
  });

  it('takes the smallest that fits, and none that is far too large', () => {
    const pool = new BufferPool();
    const held = [80, 60, 50].map((size) => pool.take(size * KIB));
    for (const buffer of held) buffer.release();
    const [large, middle, small] = held.map(({ bytes }) => bytes.buffer);
    expect(pool.take(49 * KIB).bytes.buffer).toBe(small);
    expect(pool.take(49 * KIB).bytes.buffer).toBe(middle);
    expect(pool.take(49 * KIB).bytes.buffer).not.toBe(large);
  });

  it('refuses holders after the last', () => {
    const buffer = new BufferPool().take(1);
    buffer.release();
    expect(() => buffer.retain()).toThrow('cannot be held');
    expect(() => buffer.release()).toThrow('nobody holds');
  });

  it('keeps four megabytes and 64 buffers at most, the newest', () => {
    const pool = new BufferPool();
    const large = Array.from({ length: 6 }, () => pool.take(1_000 * KIB));
    for (const buffer of large) buffer.release();
    const again = Array.from({ length: 6 }, () => pool.take(1_000 * KIB).bytes.buffer);
    const before = large.map(({ bytes }) => bytes.buffer);
    expect(again.map((memory) => before.includes(memory))).toEqual([true, true, true, true, false, false]);
    expect(again).not.toContain(before[0]);
    const small = Array.from({ length: 80 }, () => pool.take(KIB));
    for (const buffer of small) buffer.release();
    const released = new Set(small.map(({ bytes }) => bytes.buffer));
    const reused = small.filter(() => released.has(pool.take(KIB).bytes.buffer));
    expect(reused).toHaveLength(64);
  });

  it('whoever takes and lets go when: no two that are held share memory', () => {
    const step = fc.oneof(
      { weight: 2, arbitrary: fc.record({ take: fc.integer({ min: 1, max: 300 * KIB }) }) },
      fc.record({ release: fc.nat() }),
      fc.record({ retain: fc.nat() }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const pool = new BufferPool();
        const held: PooledBuffer[] = [];
        for (const does of steps) {
          if ('take' in does) {
            const taken = pool.take(does.take);
            expect(taken.bytes.length).toBe(does.take);
            held.push(taken);
          } else if ('retain' in does) {
            const buffer = held[does.retain % held.length];
            buffer?.retain();
            if (buffer) held.push(buffer);
          } else held.splice(does.release % Math.max(1, held.length), 1)[0]?.release();
          const different = new Set(held);
          expect(new Set(Array.from(different, ({ bytes }) => bytes.buffer)).size).toBe(different.size);
        }
      }),
    );
  });
});
