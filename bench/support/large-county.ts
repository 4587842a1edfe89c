import { cameraClasses } from '#core/camera';
import {
  type CameraListColumn,
  cameraListColumns,
  type PeopleListColumn,
  peopleListColumns,
} from '#core/contracts';
import type { LocalizedText, OrgUnitId } from '#core/kit';
import type { OrgPath } from '#core/org';
import type { NewOrgUnit } from '#db/repositories';
import { CREDENTIALS, cameraCodes } from './bench-cameras.ts';

/** As many as the largest county has that we know of; its people are a worker for each grid. */
export const LARGE_COUNTY = { townships: 128, villages: 2_285, cameras: 30_726, people: 10_720 } as const;

export const COUNTY_CODE = '999902';

/** What names are made of: two of these make a village. */
const syllables = (
  '云Yun 溪Xi 石Shi 桥Qiao 柳Liu 河He 南Nan 关Guan 龙Long 泉Quan 东Dong 山Shan 北Bei 岭Ling 西Xi 海Hai 红Hong 平Ping ' +
  '大Da 沙Sha 青Qing 白Bai 黄Huang 马Ma 田Tian 林Lin 松Song 竹Zhu 梅Mei 兰Lan 金Jin 银Yin 新Xin 安An 和He 福Fu 永Yong ' +
  '长Chang 高Gao 双Shuang 三San 上Shang 下Xia 前Qian 后Hou 陈Chen 李Li 王Wang'
)
  .split(' ')
  .map((each) => ({ zh: each.slice(0, 1), en: each.slice(1) }));

const spots: readonly LocalizedText[] = [
  { zh: '村口', en: 'entrance' },
  { zh: '路口', en: 'junction' },
  { zh: '小学', en: 'school' },
  { zh: '卫生院', en: 'clinic' },
  { zh: '停车场', en: 'car park' },
  { zh: '广场', en: 'square' },
  { zh: '桥头', en: 'bridge' },
];

const nameOf = (number: number): LocalizedText => {
  const [first, second] = [number % syllables.length, Math.floor(number / syllables.length)];
  const [one, two] = [syllables[first], syllables[(second + first) % syllables.length]];
  return { zh: `${one?.zh}${two?.zh}`, en: `${one?.en}${two?.en.toLowerCase()}` };
};

export const idOfCode = (code: string): OrgUnitId => `org_${code}` as OrgUnitId;
const townshipCode = (township: number): string => `${COUNTY_CODE}${100 + township}`;
const villageCode = (village: number): string =>
  `${townshipCode(village % LARGE_COUNTY.townships)}${200 + Math.floor(village / LARGE_COUNTY.townships)}`;

/** The county, its townships and all their villages. */
export function largeCountyUnits(): NewOrgUnit[] {
  const unit = (codes: readonly string[], level: NewOrgUnit['level'], name: LocalizedText): NewOrgUnit => {
    const [code = '', parent] = codes.toReversed();
    const parentId = parent === undefined ? null : idOfCode(parent);
    return { id: idOfCode(code), parentId, path: codes.join('.') as OrgPath, level, name, code };
  };
  const range = (length: number) => Array.from({ length }, (_, index) => index);
  return [
    unit([COUNTY_CODE], 'county', { zh: '云山县', en: 'Yunshan County' }),
    ...range(LARGE_COUNTY.townships).map((township) => {
      const { zh, en } = nameOf(syllables.length * 2 + township);
      return unit([COUNTY_CODE, townshipCode(township)], 'township', { zh: `${zh}镇`, en: `${en} Town` });
    }),
    ...range(LARGE_COUNTY.villages).map((village) => {
      const { zh, en } = nameOf(village);
      const above = [COUNTY_CODE, townshipCode(village % LARGE_COUNTY.townships)];
      return unit([...above, villageCode(village)], 'village', { zh: `${zh}村`, en: `${en} Village` });
    }),
  ];
}

/**
 * What people type: a village, a place in it, the end of a code, a name that nobody has. English names are in pinyin,
 * and that is how far a search by pinyin goes.
 */
export const SEARCHES: readonly { readonly label: string; readonly text: string }[] = [
  { label: 'Chinese, two characters', text: '溪石' },
  { label: 'Chinese, a longer name', text: '溪石卫生院' },
  { label: 'English', text: 'xishi clinic' },
  { label: 'pinyin', text: 'xishi' },
  { label: 'end of a code', text: '0020260' },
  { label: 'many that match', text: '路口' },
  { label: 'none that matches', text: '不存在' },
];

/** One of its townships, as good as any other. */
export const TOWNSHIP_CODE = townshipCode(7);

/** Its grid workers as an administrator would import them: a list in CSV. */
export function largeCountyPeople(): string {
  const rows = Array.from({ length: LARGE_COUNTY.people }, (_, index) => {
    const village = index % LARGE_COUNTY.villages;
    const { zh, en } = nameOf(village);
    const cells: Readonly<Record<PeopleListColumn, string>> = {
      ...{ username: `wg${String(index).padStart(5, '0')}`, org_unit: villageCode(village), role: 'patrol' },
      ...{ name_zh: `${zh}村网格员${index}`, name_en: `${en} grid worker ${index}` },
      ...{ role_unit: '', language: 'zh', expires: '' },
    };
    return peopleListColumns.map((column) => cells[column]).join();
  });
  return [peopleListColumns.join(), ...rows].join('\r\n');
}

/** The codes of all its cameras. */
export const largeCountyCameras = (): string[] => cameraCodes(LARGE_COUNTY.cameras);

/**
 * Its cameras as an administrator would import them: a list in CSV.
 * @param urls `rtsp://host:port` where each camera's streams are, in the order of the codes
 */
export function largeCountyList(codes: readonly string[], urls: readonly string[]): string {
  const rows = codes.map((code, index) => {
    const village = index % LARGE_COUNTY.villages;
    const number = Math.floor(index / LARGE_COUNTY.villages) + 1;
    const [name, spot] = [nameOf(village), spots[index % spots.length]];
    const url = `${urls[index]}/${code}`;
    const cells: Readonly<Record<CameraListColumn, string | number>> = {
      ...{ code, org_unit: villageCode(village) },
      ...{ name_zh: `${name.zh}${spot?.zh}${number}号`, name_en: `${name.en} ${spot?.en} ${number}` },
      ...{ class: cameraClasses[index % cameraClasses.length] ?? 'III' },
      ...{ lon: 119 + (index % 1_000) / 1_000, lat: 29 + Math.floor(index / 1_000) / 100 },
      ...{ azimuth_deg: index % 360, angle_deg: 60, range_m: 40 },
      ...{ main_url: `${url}/main`, sub_url: `${url}/sub`, ...CREDENTIALS },
    };
    return cameraListColumns.map((column) => cells[column]).join();
  });
  return [cameraListColumns.join(), ...rows].join('\r\n');
}
