import { expect, test } from 'vitest';
import type { OrgView } from '../../_lib/cameras/index.ts';
import { onlineTotals } from './online-totals.ts';

const unit = (id: string, parentId: string | null) =>
  ({ id, parentId, path: id }) as OrgView['units'][number];

test('only the tops of the subtrees are added', () => {
  const view: OrgView = {
    units: [unit('a', 'above-the-scope'), unit('b', 'a'), unit('c', null)],
    unitById: new Map(),
    counts: new Map([
      ['a', { total: 10, online: 9 }],
      ['b', { total: 4, online: 4 }],
      ['c', { total: 2, online: 0 }],
    ]),
  };
  expect(onlineTotals(view)).toEqual([9, 12]);
});

test('before the tree is read there is nothing to count', () => {
  expect(onlineTotals(null)).toEqual([0, 0]);
});
