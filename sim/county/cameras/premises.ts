import type { LocalizedText } from '#core/kit';
import type { CameraScene } from '../county.ts';

export interface Premises {
  readonly name: LocalizedText;
  readonly scene: CameraScene;
  readonly weight: number;
}

const premises = (zh: string, en: string, scene: CameraScene, weight = 12): Premises => ({
  name: { zh, en },
  scene,
  weight,
});

/** What villages have, the commonest first. */
export const VILLAGE_PREMISES: readonly Premises[] = [
  premises('村委会', 'Village Committee', 'government', 44),
  premises('文化广场', 'Culture Square', 'square', 36),
  premises('卫生室', 'Clinic', 'hospital', 20),
  premises('小学门前', 'Primary School Gate', 'school', 46),
  premises('超市', 'Shop', 'shop'),
  premises('幸福院', 'Home for the Elderly', 'residential', 18),
  premises('合作社', 'Cooperative', 'farm'),
  premises('养殖场', 'Livestock Farm', 'farm'),
  premises('粮仓', 'Granary', 'farm'),
  premises('果园', 'Orchard', 'farm'),
  premises('快递点', 'Parcel Point', 'shop'),
  premises('集市', 'Open-air Market', 'market', 38),
  premises('水站', 'Waterworks', 'farm'),
  premises('戏台', 'Opera Stage', 'square'),
];

/** What neighbourhoods of towns have. */
export const COMMUNITY_PREMISES: readonly Premises[] = [
  premises('居委会', 'Residents’ Committee', 'government', 40),
  premises('小区东门', 'Estate East Gate', 'residential', 16),
  premises('小区南门', 'Estate South Gate', 'residential', 16),
  premises('小区北门', 'Estate North Gate', 'residential', 16),
  premises('幼儿园门前', 'Kindergarten Gate', 'school', 48),
  premises('健身广场', 'Exercise Square', 'square', 34),
  premises('超市', 'Supermarket', 'shop'),
  premises('银行', 'Bank', 'shop', 26),
  premises('药店', 'Pharmacy', 'shop'),
  premises('加油站', 'Petrol Station', 'shop', 28),
  premises('停车场', 'Car Park', 'residential'),
  premises('菜市场', 'Food Market', 'market', 42),
  premises('宾馆', 'Hotel', 'shop'),
  premises('快递站', 'Parcel Station', 'shop'),
  premises('小区内', 'Estate Yard', 'residential'),
];
