import { describe, expect, it } from 'vitest';
import {
  auditAddress,
  filterOf,
  fromLocalTime,
  isNarrowed,
  readAuditQuery,
  toLocalTime,
} from './audit-query.ts';

const read = (text: string) => readAuditQuery(new URLSearchParams(text));

describe('S20: the address of the audit log', () => {
  it('is what was read from it', () => {
    const text = 'fromMs=1790000000000&group=viewing&actor=wang&cursor=77';
    const query = read(text);
    expect(query).toEqual({ fromMs: 1_790_000_000_000, group: 'viewing', actor: 'wang', cursor: 77 });
    expect(auditAddress(query, { cursor: 77 })).toBe(`/admin/audit?${text}`);
  });

  it('takes nothing it should not hold', () => {
    expect(read('fromMs=x&group=__proto__&cursor=0&orgUnitId=1&other=2')).toEqual({});
    expect(auditAddress({}, {})).toBe('/admin/audit');
  });

  it('begins at the newest row when it is narrowed', () => {
    expect(auditAddress(read('cursor=77'), { address: '10.1.1.1' })).toBe('/admin/audit?address=10.1.1.1');
    expect(isNarrowed(read('cursor=77'))).toBe(false);
    expect(filterOf(read('cursor=77&actor=a'))).toEqual({ actor: 'a' });
  });

  it('shows times of the reader’s clock, to the minute', () => {
    const ms = Date.UTC(2026, 10, 28, 1, 2);
    expect(fromLocalTime(toLocalTime(ms))).toBe(ms);
    expect([toLocalTime(undefined), fromLocalTime(''), fromLocalTime('soon')]).toEqual([
      '',
      undefined,
      undefined,
    ]);
  });
});
