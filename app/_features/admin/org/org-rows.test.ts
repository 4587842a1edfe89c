import { expect, test } from 'vitest';
import type { OrgNode } from '#core/contracts';
import type { OrgUnitId } from '#core/kit';
import { orgRows, unitsAbove } from './org-rows.ts';

const unit = (path: string, zh: string, en: string) => {
  const [label, parent] = path.split('.').reverse();
  const parentId = parent === undefined ? null : `org_${parent}`;
  return { id: `org_${label}`, parentId, path, name: { zh, en } } as OrgNode;
};
const units = [
  unit('1', '烽台县', 'Fengtai County'),
  unit('1.12', '城关镇', 'Chengguan'),
  unit('1.12.123', '双塔社区', 'Twin Towers'),
  unit('1.13', '石桥镇', 'Shiqiao'),
];
const lines = (open: string[], wanted = '') =>
  orgRows(units, new Set(open as OrgUnitId[]), wanted).map(
    ({ unit: { name }, depth, isOpen }) => `${depth}${isOpen === null ? '·' : isOpen ? '-' : '+'}${name.zh}`,
  );

test('an open unit is followed by those below it; one without any does not open', () => {
  expect(lines([])).toEqual(['0+烽台县']);
  expect(lines(['org_1'])).toEqual(['0-烽台县', '1+城关镇', '1·石桥镇']);
  expect(lines(['org_1', 'org_12'])).toContain('2·双塔社区');
});

test.each(['双塔', 'twin', '123'])('%s is found with all above it, whatever is open', (wanted) => {
  expect(lines([], wanted)).toEqual(['0-烽台县', '1-城关镇', '2·双塔社区']);
  expect(orgRows(units, new Set(), wanted).filter(({ isFound }) => isFound)).toHaveLength(1);
});

test('what is nowhere leaves nothing; a part of the tree stands by itself', () => {
  expect(lines([], 'nowhere')).toEqual([]);
  const [part] = orgRows(units.slice(1, 3), new Set(), '');
  expect(part).toMatchObject({ depth: 0, unit: { id: 'org_12' } });
});

test('those above a unit come from the top down', () => {
  expect(unitsAbove(units, units[2] as OrgNode).map(({ name }) => name.zh)).toEqual(['烽台县', '城关镇']);
});
