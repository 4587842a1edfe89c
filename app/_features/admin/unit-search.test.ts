import { expect, test } from 'vitest';
import type { OrgNode } from '#core/contracts';
import type { OrgUnitId } from '#core/kit';
import type { OrgPath } from '#core/org';
import { findUnits } from './unit-search.ts';

function unit(path: string, zh: string, en: string): OrgNode {
  const labels = path.split('.');
  const id = (label: string | undefined) => (label === undefined ? null : (`org_${label}` as OrgUnitId));
  return {
    id: `org_${labels.at(-1)}` as OrgUnitId,
    parentId: id(labels.at(-2)),
    path: path as OrgPath,
    level: 'village',
    name: { zh, en },
    closed: false,
    cameras: { total: 0, online: 0 },
  };
}

const units = [
  unit('999901', '烽台县', 'Fengtai County'),
  unit('999901.999901100', '城关镇', 'Chengguan Town'),
  unit('999901.999901100.999901100001', '双塔社区', 'Twin Towers'),
  unit('999901.999901101', '石桥镇', 'Shiqiao Town'),
];
const county = { paths: ['999901' as OrgPath] };
const found = (text: string, scope = county) =>
  findUnits(units, scope, text).map(({ unit: { name } }) => name.en);

test.each([
  ['双塔', ['Twin Towers']],
  ['TOWN', ['Chengguan Town', 'Shiqiao Town']],
  ['999901101', ['Shiqiao Town']],
  ['nowhere', []],
])('%s', (text, names) => {
  expect(found(text)).toEqual(names);
});

test('nothing typed lists all of the scope, and only that', () => {
  expect(found(' ', { paths: ['999901.999901100' as OrgPath] })).toEqual(['Chengguan Town', 'Twin Towers']);
});

test('a unit comes with those above it, from the top down', () => {
  const [choice] = findUnits(units, county, '双塔');
  expect(choice?.above.map(({ name }) => name.zh)).toEqual(['烽台县', '城关镇']);
});
