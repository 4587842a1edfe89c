import { expect, test } from 'vitest';
import { listAddress, readListQuery } from './list-query.ts';

const read = (text: string) => readListQuery(new URLSearchParams(text));

test('what an address should not hold is as if it were not there', () => {
  expect(read('search=%20&class=IV&state=offline&orgUnitId=nonsense&other=1')).toEqual({ state: 'offline' });
});

test('a change of what is listed begins at the first page, and keeps the rest', () => {
  const query = read('search=bridge&cursor=99990100001320000050');
  expect(listAddress(query, { state: 'online' })).toBe('/admin/cameras?search=bridge&state=online');
  expect(listAddress(query, { search: undefined })).toBe('/admin/cameras');
  expect(listAddress(query, { cursor: '2' })).toBe('/admin/cameras?search=bridge&cursor=2');
});
