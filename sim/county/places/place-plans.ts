import type { CameraScene, OrgKind, PlaceKind } from '../county.ts';

/** A kind of place a seat has, and where cameras look at it. */
export interface PlacePlan {
  readonly kind: PlaceKind;
  readonly zh: string;
  readonly en: string;
  readonly scene: CameraScene;
  /** Known to the whole county by its own name; others are called after their township. */
  readonly isCountyWide: boolean;
  /** One camera each; empty text for the place itself. */
  readonly views: readonly { readonly zh: string; readonly en: string }[];
}

const view = (zh: string, en: string) => ({ zh, en });
const GATES = [view('东门', 'East Gate'), view('西门', 'West Gate'), view('停车场', 'Car Park')];

const COUNTY_SEAT: readonly PlacePlan[] = [
  {
    kind: 'government',
    zh: '县政府',
    en: 'County Government',
    isCountyWide: true,
    scene: 'government',
    views: [view('正门', 'Main Gate'), view('后门', 'Rear Gate')],
  },
  {
    kind: 'station',
    zh: '汽车站',
    en: 'Coach Station',
    isCountyWide: true,
    scene: 'station',
    views: [view('进站口', 'Entrance'), view('出站口', 'Exit'), view('站前广场', 'Forecourt')],
  },
  {
    kind: 'hospital',
    zh: '县医院',
    en: 'County Hospital',
    isCountyWide: true,
    scene: 'hospital',
    views: [view('急诊口', 'Emergency Entrance'), view('正门', 'Main Gate')],
  },
  { kind: 'market', zh: '中心市场', en: 'Central Market', isCountyWide: true, scene: 'market', views: GATES },
  {
    kind: 'school',
    zh: '第一中学',
    en: 'No. 1 Middle School',
    isCountyWide: true,
    scene: 'school',
    views: [view('门前', 'Gate'), view('东侧', 'East Side')],
  },
  {
    kind: 'school',
    zh: '实验小学',
    en: 'Experimental Primary School',
    isCountyWide: true,
    scene: 'school',
    views: [view('门前', 'Gate')],
  },
  {
    kind: 'square',
    zh: '鼓楼广场',
    en: 'Gulou Square',
    isCountyWide: true,
    scene: 'square',
    views: [view('东', 'East'), view('西', 'West'), view('舞台', 'Stage')],
  },
];

const SEAT: readonly PlacePlan[] = [
  {
    kind: 'market',
    zh: '农贸市场',
    en: 'Farmers’ Market',
    isCountyWide: false,
    scene: 'market',
    views: GATES.slice(0, 2),
  },
  {
    kind: 'school',
    zh: '中心小学',
    en: 'Central Primary School',
    isCountyWide: false,
    scene: 'school',
    views: [view('门前', 'Gate')],
  },
  {
    kind: 'hospital',
    zh: '卫生院',
    en: 'Health Centre',
    isCountyWide: false,
    scene: 'hospital',
    views: [view('门前', 'Gate')],
  },
  {
    kind: 'station',
    zh: '客运站',
    en: 'Bus Station',
    isCountyWide: false,
    scene: 'station',
    views: [view('进站口', 'Entrance')],
  },
  {
    kind: 'square',
    zh: '文化广场',
    en: 'Culture Square',
    isCountyWide: false,
    scene: 'square',
    views: [view('', '')],
  },
];

const OFFICES = {
  town: ['政府', 'Government'],
  township: ['政府', 'Government'],
  subdistrict: ['办事处', 'Office'],
} as const;

/** What stands at the seat of a township of that kind. */
export function seatPlaces(
  kind: Exclude<OrgKind, 'county' | 'village' | 'community'>,
  isCountySeat: boolean,
): readonly PlacePlan[] {
  const [zh, en] = OFFICES[kind];
  const office: PlacePlan = {
    kind: 'government',
    zh,
    en,
    scene: 'government',
    isCountyWide: false,
    views: [view('门前', 'Gate')],
  };
  return isCountySeat ? [...COUNTY_SEAT, office, ...SEAT] : [office, ...SEAT];
}
