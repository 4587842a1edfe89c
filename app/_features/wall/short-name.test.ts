import { expect, test } from 'vitest';
import { shortName } from './short-name.ts';

test.each([
  ['鼓楼社区·东门', '鼓楼社区', '东门'],
  ['Gulou Community · East Gate', 'Gulou Community', 'East Gate'],
  ['城关镇·省道卡口', '烽台县', '城关镇·省道卡口'],
  ['东山桥东', '东山', '东山桥东'],
  ['鼓楼社区', '鼓楼社区', '鼓楼社区'],
])('%s in %s is %s', (name, place, short) => {
  expect(shortName(name, place)).toBe(short);
});
