import { expect, test } from 'vitest';
import { renderTable } from './table.ts';

test('columns are as wide as their widest cell, numbers to the right', () => {
  expect(
    renderTable(
      ['figure', 'value'],
      [
        ['a', 1],
        ['something long', '1000.5'],
      ],
    ),
  ).toBe(
    [
      'figure            value',
      '──────────────   ──────',
      'a                     1',
      'something long   1000.5',
    ].join('\n'),
  );
});

test('a table without rows is its head', () => {
  expect(renderTable(['figure'], [])).toBe('figure\n──────');
});
