import { formatNationalCode } from '#core/camera';
import type { LocalizedText } from '#core/kit';
import { at } from '../cameras/spot.ts';
import type { CameraScene, CountyDevice } from '../county.ts';
import type { Ground } from '../ground.ts';
import { townshipCode } from '../org-units.ts';
import { seededRandom } from '../random.ts';
import { COUNTY_CODE } from '../townships.ts';
import { makeOf, RECORDER } from './makes.ts';

interface Plan {
  readonly zh: string;
  readonly en: string;
  readonly scene: CameraScene;
  readonly ptz?: true;
}

/** By index of township, 城关镇 and 石桥镇: new cameras, each in a community or village of its own. */
const CAMERAS: readonly (readonly Plan[])[] = [
  [
    { zh: '新建路口球机', en: 'New Junction Dome', scene: 'junction', ptz: true },
    { zh: '便民市场', en: 'Food Market', scene: 'market' },
    { zh: '小区西门', en: 'Estate West Gate', scene: 'residential' },
  ],
  [
    { zh: '街口球机', en: 'Street Corner Dome', scene: 'junction', ptz: true },
    { zh: '村西口', en: 'West Entrance', scene: 'village' },
    { zh: '小学东门', en: 'School East Gate', scene: 'school' },
  ],
];

const RECORDED: readonly Plan[] = [
  { zh: '村委会', en: 'Village Committee', scene: 'government' },
  { zh: '文化广场', en: 'Culture Square', scene: 'square' },
  { zh: '主街东段', en: 'Main Street East', scene: 'village' },
  { zh: '主街西段', en: 'Main Street West', scene: 'village' },
  { zh: '东村口', en: 'East Entrance', scene: 'road' },
  { zh: '南村口', en: 'South Entrance', scene: 'village' },
  { zh: '北村口', en: 'North Entrance', scene: 'village' },
  { zh: '小学门前', en: 'Primary School Gate', scene: 'school' },
  { zh: '卫生室', en: 'Clinic', scene: 'hospital' },
  { zh: '集市北门', en: 'Market North Gate', scene: 'market' },
  { zh: '集市南门', en: 'Market South Gate', scene: 'market' },
  { zh: '小桥', en: 'Bridge', scene: 'bridge' },
  { zh: '幸福院', en: 'Home for the Elderly', scene: 'residential' },
  { zh: '粮仓', en: 'Granary', scene: 'farm' },
  { zh: '养殖场', en: 'Livestock Farm', scene: 'farm' },
  { zh: '停车场', en: 'Car Park', scene: 'residential' },
];

/** Serial numbers that registered cameras never reach. */
const FIRST_SERIAL = 9_001;
const FIRST_RECORDED_SERIAL = 9_101;
const RECORDER_TOWNSHIP = 1;

/** Six cameras and a recorder that were put up and that nobody has registered. */
export function putUpNewDevices(ground: Ground): CountyDevice[] {
  const random = seededRandom(ground.seed, 'new-devices');
  const homes = CAMERAS.map((_, township) => {
    const { sites } = ground.territory;
    return random.shuffled(sites.flatMap((site, index) => (site.township === township ? [index] : [])));
  });
  const unit = (township: number, rank: number): { code: string; name: LocalizedText } => {
    const site = homes[township]?.[rank] ?? 0;
    return { code: ground.codes[site] ?? '', name: ground.names[site] ?? { zh: '', en: '' } };
  };
  const cameras = CAMERAS.flatMap((plans, township) =>
    plans.map((plan, rank): CountyDevice => {
      const home = unit(township, rank);
      const channel = channelOf(plan, home.name, codeOf(township, '132', FIRST_SERIAL + rank));
      return {
        ...makeOf(channel),
        code: channel.code,
        name: channel.name,
        unitCode: home.code,
        channels: [channel],
      };
    }),
  );
  const home = unit(RECORDER_TOWNSHIP, CAMERAS[RECORDER_TOWNSHIP]?.length ?? 0);
  const recorder: CountyDevice = {
    ...RECORDER,
    code: codeOf(RECORDER_TOWNSHIP, '118', FIRST_SERIAL),
    name: at(home.name, { zh: '16路录像机', en: '16-Channel Recorder' }),
    unitCode: home.code,
    channels: RECORDED.map((plan, index) =>
      channelOf(plan, home.name, codeOf(RECORDER_TOWNSHIP, '132', FIRST_RECORDED_SERIAL + index)),
    ),
  };
  return [...cameras, recorder];
}

function channelOf({ zh, en, scene, ptz }: Plan, home: LocalizedText, code: string) {
  return { code, name: at(home, { zh, en }), scene, condition: 'clear' as const, ptz: ptz === true };
}

const codeOf = (township: number, type: string, serial: number): string =>
  formatNationalCode({
    ...{ centre: COUNTY_CODE + townshipCode(township).slice(-2), industry: '00', type, network: '0' },
    serial: String(serial).padStart(6, '0'),
  });
