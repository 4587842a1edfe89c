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
    const held = [20, 16, 12].map((size) => pool.take(size * KIB));
    for (const buffer of held) buffer.release();
    const [large, middle, small] = held.map(({ bytes }) => bytes.buffer);
    expect(pool.take(11 * KIB).bytes.buffer).toBe(small);
    expect(pool.take(11 * KIB).bytes.buffer).toBe(middle);
    expect(pool.take(11 * KIB).bytes.buffer).not.toBe(large);
  });

  it('refuses holders after the last', () => {
    const buffer = new BufferPool().take(1);
    buffer.release();
    expect(() => buffer.retain()).toThrow('cannot be held');
    expect(() => buffer.release()).toThrow('nobody holds');
  });
});

describe('what a pool keeps', () => {
  it('is an eighth of what is held and at least 64 KiB, the newest', () => {
    const pool = new BufferPool();
    const take = (count: number) => Array.from({ length: count }, () => pool.take(10 * KIB));
    const memoryOf = (buffers: readonly PooledBuffer[]) => buffers.map(({ bytes }) => bytes.buffer);
    const few = take(8);
    for (const buffer of few) buffer.release();
    // Of 12 KiB, which is whole pages: five of them are 60 KiB, six would be 72.
    const again = take(6);
    expect(memoryOf(again).filter((memory) => memoryOf(few).includes(memory))).toHaveLength(5);
    expect(memoryOf(again)).not.toContain(memoryOf(few)[0]);
    const many = take(80 - again.length);
    for (const buffer of many.slice(0, 20)) buffer.release();
    const kept = take(20).filter(({ bytes }) => memoryOf(many).includes(bytes.buffer));
    expect(kept).toHaveLength(7);
  });

  it('is all: the rest is freed at once, and everything when it is closed', () => {
    const pool = new BufferPool();
    const taken = Array.from({ length: 20 }, () => pool.take(10 * KIB));
    const memory = taken.map(({ bytes }) => bytes.buffer);
    const sizes = () => memory.reduce((sum, { byteLength }) => sum + byteLength, 0);
    for (const buffer of taken.slice(1)) buffer.release();
    expect(sizes()).toBe((1 + 5) * 12 * KIB);
    pool.close();
    expect(sizes()).toBe(12 * KIB);
    expect(taken[0]?.bytes.length).toBe(10 * KIB);
    taken[0]?.release();
    expect(sizes()).toBe(0);
  });
});

describe('buffers of a pool', () => {
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
