import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { cameraListColumns } from '#core/contracts';
import { cameraListTemplate } from './template.ts';

test('the template is a list with every column and one row, in UTF-8 as Excel knows it', () => {
  const text = cameraListTemplate('999901');
  expect(text.charCodeAt(0)).toBe(0xfeff);
  const [header, row, ...rest]: string[][] = parse(text, { bom: true });
  expect(header).toEqual(cameraListColumns);
  expect(row).toHaveLength(cameraListColumns.length);
  expect(row?.[cameraListColumns.indexOf('org_unit')]).toBe('999901');
  expect(row?.[cameraListColumns.indexOf('name_en')]).toBe('Village gate, east');
  expect(rest).toEqual([]);
});
