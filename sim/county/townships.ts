import type { LocalizedText } from '#core/kit';
import type { OrgKind } from './county.ts';
import type { Point } from './geometry/point.ts';

/** What is given about a township; everything else grows from the seed. */
export interface TownshipPlan {
  readonly name: LocalizedText;
  readonly kind: Extract<OrgKind, 'subdistrict' | 'town' | 'township'>;
  /** About where its seat lies, metres from the middle of the county. */
  readonly seat: Point;
  /** Town neighbourhoods (社区) around the seat. */
  readonly communities: number;
  readonly villages: number;
  /** Cameras that stand in it. */
  readonly cameras: number;
  /** Blocks of the street plan of its seat, east–west and north–south. */
  readonly blocks: readonly [number, number];
}

const plan = (
  zh: string,
  en: string,
  kind: TownshipPlan['kind'],
  [x, y]: readonly [number, number],
  [communities, villages]: readonly [number, number],
  cameras: number,
  blocks: readonly [number, number],
): TownshipPlan => ({ name: { zh, en }, kind, seat: { x, y }, communities, villages, cameras, blocks });

export const COUNTY_CODE = '999901';
export const COUNTY_NAME: LocalizedText = { zh: '烽台县', en: 'Fengtai County' };

/** The 14 townships in order of their codes: 217 villages and communities, 2,000 cameras. */
export const TOWNSHIPS: readonly TownshipPlan[] = [
  plan('城关镇', 'Chengguan Town', 'town', [0, 0], [13, 9], 322, [11, 8]),
  plan('石桥镇', 'Shiqiao Town', 'town', [-13_500, 6_800], [3, 16], 163, [6, 4]),
  plan('柳河乡', 'Liuhe Township', 'township', [10_500, 8_000], [1, 15], 131, [3, 2]),
  plan('南关街道', 'Nanguan Subdistrict', 'subdistrict', [-3_400, -5_600], [9, 5], 205, [7, 6]),
  plan('龙泉镇', 'Longquan Town', 'town', [1_000, -13_400], [2, 16], 148, [5, 3]),
  plan('东山乡', 'Dongshan Township', 'township', [20_900, 9_200], [1, 13], 97, [3, 2]),
  plan('北关街道', 'Beiguan Subdistrict', 'subdistrict', [1_200, 6_200], [8, 5], 190, [7, 5]),
  plan('西岭乡', 'Xiling Township', 'township', [-23_500, -2_500], [1, 12], 88, [3, 2]),
  plan('望海街道', 'Wanghai Subdistrict', 'subdistrict', [16_800, -600], [5, 7], 142, [6, 4]),
  plan('红石镇', 'Hongshi Town', 'town', [8_600, -7_600], [2, 15], 123, [5, 3]),
  plan('平山乡', 'Pingshan Township', 'township', [-9_500, 13_300], [1, 13], 91, [3, 2]),
  plan('大营子乡', 'Dayingzi Township', 'township', [-23_600, 6_800], [1, 12], 84, [3, 2]),
  plan('沙河镇', 'Shahe Town', 'town', [-15_500, -10_400], [2, 16], 131, [5, 3]),
  plan('青泉乡', 'Qingquan Township', 'township', [17_600, -10_600], [1, 13], 85, [3, 2]),
];
