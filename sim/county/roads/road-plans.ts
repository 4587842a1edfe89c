import type { LocalizedText } from '#core/kit';
import type { Point } from '../geometry/point.ts';
import type { Waypoint } from '../land/river-plans.ts';

export interface RoadPlan {
  readonly class: 'highway' | 'county';
  readonly name: LocalizedText;
  readonly stops: readonly Waypoint[];
}

const seat = (index: number): Waypoint => ({ seat: index, x: 0, y: 0 });
const gate = (x: number, y: number): Waypoint => ({ x, y });

const highway = (zh: string, en: string, ...stops: Waypoint[]): RoadPlan => ({
  class: 'highway',
  name: { zh, en },
  stops,
});

/** First characters of the townships' names, of which county roads are named: 石桥–平山 is 石平线. */
const FIRST = '城cheng 石shi 柳liu 南nan 龙long 东dong 北bei 西xi 望wang 红hong 平ping 大da 沙sha 青qing'
  .split(' ')
  .map((word) => [word.charAt(0), word.slice(1)] as const);

function countyRoad(from: number, to: number): RoadPlan {
  const [a, b] = [FIRST[from] ?? ['', ''], FIRST[to] ?? ['', '']];
  const pinyin = a[1] + b[1];
  return {
    class: 'county',
    name: {
      zh: `${a[0]}${b[0]}线`,
      en: `${pinyin.charAt(0).toUpperCase()}${pinyin.slice(1)} Road`,
    },
    stops: [seat(from), seat(to)],
  };
}

const COUNTY_ROADS: readonly (readonly [number, number])[] = [
  [1, 10],
  [10, 6],
  [1, 11],
  [11, 7],
  [7, 12],
  [12, 4],
  [3, 12],
  [4, 13],
  [9, 13],
  [9, 4],
  [0, 8],
  [8, 5],
  [8, 13],
  [6, 2],
  [2, 8],
  [1, 7],
];

/** Highways through the county seat and out at its gates, then roads between townships. Highway numbers are of no real road. */
export const ROADS: readonly RoadPlan[] = [
  highway(
    '省道 S991',
    'Provincial Highway S991',
    gate(-32_000, 2_500),
    seat(1),
    seat(0),
    seat(9),
    gate(26_000, -14_500),
  ),
  highway(
    '国道 G990',
    'National Highway G990',
    gate(-24_000, -15_500),
    seat(12),
    seat(3),
    seat(0),
    seat(2),
    seat(5),
    gate(29_500, 12_500),
  ),
  highway(
    '省道 S992',
    'Provincial Highway S992',
    gate(3_500, 21_000),
    seat(6),
    seat(0),
    seat(4),
    gate(2_500, -21_500),
  ),
  ...COUNTY_ROADS.map(([from, to]) => countyRoad(from, to)),
];

/** Whether a stretch is named as a highway or county road, not as the town street it follows. */
export function isRoadName(name: LocalizedText): boolean {
  return /^[国省]道|线$/.test(name.zh);
}

/** Where a highway enters the county; its kilometres count from there. */
export function roadStart(name: LocalizedText): Point {
  const start = ROADS.find((road) => road.name.zh === name.zh)?.stops[0];
  if (start === undefined) throw new Error(`not a highway: ${name.en}`);
  return start;
}
