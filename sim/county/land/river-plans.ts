import type { LocalizedText } from '#core/kit';
import type { Point } from '../geometry/point.ts';

/** A point given by where it is, or by the seat of a township and an offset from it. Metres. */
export type Waypoint = Point & { readonly seat?: number };

export interface RiverPlan {
  readonly name: LocalizedText;
  readonly widthM: number;
  /** From the source; the last is the mouth, or the river runs on to the nearest one drawn before it. */
  readonly waypoints: readonly Waypoint[];
  readonly endsInRiver: boolean;
}

const seat = (index: number, x: number, y: number): Waypoint => ({ seat: index, x, y });

/** Index in `TOWNSHIPS` of the township by the lake. */
export const LAKE_TOWNSHIP = 8;
export const LAKE_OFFSET: Point = { x: -3_200, y: 2_700 };
export const LAKE_NAME: LocalizedText = { zh: '望海水库', en: 'Wanghai Reservoir' };

/** The main river from the western hills to the eastern plain, then what feeds it. */
export const RIVERS: readonly RiverPlan[] = [
  {
    name: { zh: '白练河', en: 'Bailian River' },
    widthM: 110,
    waypoints: [
      { x: -31_500, y: 11_500 },
      seat(1, 1_000, -3_600),
      seat(0, -1_600, -2_700),
      seat(9, 400, 3_200),
      { x: 32_000, y: -9_500 },
    ],
    endsInRiver: false,
  },
  {
    name: { zh: '柳河', en: 'Liu River' },
    widthM: 45,
    waypoints: [{ x: 7_500, y: 16_800 }, seat(2, -1_100, 500)],
    endsInRiver: true,
  },
  {
    name: { zh: '沙河', en: 'Sha River' },
    widthM: 50,
    waypoints: [{ x: -23_800, y: -8_600 }, seat(12, 700, 1_100)],
    endsInRiver: true,
  },
  {
    name: { zh: '青泉河', en: 'Qingquan River' },
    widthM: 35,
    waypoints: [{ x: 13_800, y: -15_000 }, seat(13, -900, 700)],
    endsInRiver: true,
  },
  {
    name: { zh: '龙泉溪', en: 'Longquan Stream' },
    widthM: 25,
    waypoints: [{ x: -5_500, y: -16_400 }, seat(4, -1_000, 600)],
    endsInRiver: true,
  },
  {
    name: { zh: '石桥河', en: 'Shiqiao River' },
    widthM: 35,
    waypoints: [{ x: -15_500, y: 14_800 }, seat(1, 900, 700)],
    endsInRiver: true,
  },
  {
    name: { zh: '东山河', en: 'Dongshan River' },
    widthM: 40,
    waypoints: [{ x: 23_000, y: 12_800 }, seat(5, -1_000, -900), { seat: LAKE_TOWNSHIP, ...LAKE_OFFSET }],
    endsInRiver: true,
  },
  {
    name: { zh: '西岭沟', en: 'Xiling Brook' },
    widthM: 20,
    waypoints: [{ x: -26_800, y: 1_500 }, seat(7, 800, 800)],
    endsInRiver: true,
  },
];
