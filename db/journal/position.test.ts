import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type JournalPosition, journalPositionSchema } from '#core/contracts';
import { comparePositions, journalStart } from './position.ts';

const part = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
const position = fc.tuple(part, part).map(([xid, seq]): JournalPosition => `${xid}-${seq}`);

describe('journal positions', () => {
  it('are ordered by transaction, then by sequence, as numbers of 64 bits', () => {
    const ordered = ['0-0', '9-1', '9-2', '9-10', '10-1', '18446744073709551615-1', '18446744073709551615-2'];
    const shuffled = [
      '10-1',
      '9-10',
      '18446744073709551615-2',
      '0-0',
      '9-2',
      '18446744073709551615-1',
      '9-1',
    ];
    expect(shuffled.toSorted(comparePositions)).toEqual(ordered);
  });

  it('compare as a total order whose least is the start', () => {
    fc.assert(
      fc.property(position, position, (a, b) => {
        expect(journalPositionSchema.parse(a)).toBe(a);
        expect(comparePositions(a, b)).toBe(0 - comparePositions(b, a));
        expect(comparePositions(a, a)).toBe(0);
        expect(comparePositions(journalStart, a)).toBeLessThanOrEqual(0);
      }),
    );
  });
});
