import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { cameraListColumns } from '#core/contracts';
import { cameraListTemplate } from './camera-template.ts';
import { csvText } from './template.ts';

test('the template is a list with every column and one row, in UTF-8 as Excel knows it', () => {
  const text = csvText(cameraListTemplate('999901').rows);
  expect(text.charCodeAt(0)).toBe(0xfeff);
  const [header, row, ...rest]: string[][] = parse(text, { bom: true });
  expect(header).toEqual(cameraListColumns);
  expect(row).toHaveLength(cameraListColumns.length);
  expect(row?.[cameraListColumns.indexOf('org_unit')]).toBe('999901');
  expect(row?.[cameraListColumns.indexOf('name_en')]).toBe('Village gate, east');
  expect(rest).toEqual([]);
});

test.each([
  ["=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"],
  ['+1 234', "'+1 234"],
  ['@SUM(1)', "'@SUM(1)"],
  ['-12.5', '-12.5'],
  ['东"门', '东"门'],
])('a cell of %s is no formula', (text, read) => {
  expect(parse(csvText([[text]]), { bom: true })).toEqual([[read]]);
});
