import { describe, expect, it } from 'vitest';
import { FaultBook, faultSchema } from './index.ts';

const ONE = '33010500001320000001';
const OTHER = '33010500001320000002';

describe('fault book', () => {
  it("puts a camera's own fault before the one that all have", () => {
    const book = new FaultBook(() => {});
    book.set('*', { fault: 'black' });
    book.set(ONE, { fault: 'stop' });
    expect(book.of(ONE)).toEqual({ fault: 'stop' });
    expect(book.of(OTHER)).toEqual({ fault: 'black' });
    book.clear(ONE);
    expect(book.of(ONE)).toEqual({ fault: 'black' });
  });

  it('tells of every change, and of nothing else', () => {
    const changes: string[] = [];
    const book = new FaultBook((code) => changes.push(code));
    book.set(ONE, { fault: 'stall' });
    expect(book.clear(OTHER)).toBe(false);
    expect(book.clear(ONE)).toBe(true);
    expect(changes).toEqual([ONE, ONE]);
  });
});

describe('fault', () => {
  it('has defaults for how bad it is', () => {
    expect(faultSchema.parse({ fault: 'drop' })).toEqual({ fault: 'drop', percent: 5 });
    expect(faultSchema.parse({ fault: 'refuse' })).toEqual({ fault: 'refuse', status: 453 });
  });

  it('is refused when unknown or out of range', () => {
    for (const input of [
      { fault: 'explode' },
      { fault: 'drop', percent: 101 },
      { fault: 'refuse', status: 500 },
    ]) {
      expect(faultSchema.safeParse(input).success).toBe(false);
    }
  });
});
