import type { CameraClass, CameraView } from '#core/camera';
import type { LonLat } from '#core/geo';
import type { LocalizedText } from '#core/kit';
import type { OrgLevel, OrgPath } from '#core/org';

export type OrgKind = 'county' | 'subdistrict' | 'town' | 'township' | 'community' | 'village';

/** A ring of positions, the first repeated at the end, counter-clockwise. */
export type Ring = readonly LonLat[];

/** One administrative unit. Codes are in the form of GB/T 2260 and belong to no real place. */
export interface CountyOrgUnit {
  /** 6 digits a county, 9 a township, 12 a village; also the last label of `path`. */
  readonly code: string;
  readonly parentCode: string | null;
  /** The codes from the county down, as an ltree. */
  readonly path: OrgPath;
  readonly level: Exclude<OrgLevel, 'grid'>;
  readonly kind: OrgKind;
  readonly name: LocalizedText;
  /** Where its seat is: the middle of the village, or the town where the office stands. */
  readonly centre: LonLat;
  readonly border: Ring;
}

/** What a camera looks at; the simulator picks footage by it. */
export type CameraScene =
  | 'junction'
  | 'road'
  | 'village'
  | 'market'
  | 'bridge'
  | 'school'
  | 'checkpoint'
  | 'station'
  | 'square'
  | 'hospital'
  | 'government'
  | 'residential'
  | 'shop'
  | 'farm';

/** Light and weather in the camera's footage. Neighbours share their weather. */
export type CameraCondition = 'clear' | 'night' | 'rain' | 'fog';

export interface CountyCamera {
  /** 20-digit national code. */
  readonly code: string;
  readonly name: LocalizedText;
  readonly class: CameraClass;
  /** The unit that owns it: mostly a village; key points belong to a township or the county. */
  readonly unitCode: string;
  /** The township it stands in, whoever owns it. */
  readonly townshipCode: string;
  readonly position: LonLat;
  readonly view: CameraView;
  readonly scene: CameraScene;
  readonly condition: CameraCondition;
  readonly ptz: boolean;
}

/** A device that has been put up and not registered yet: a camera, or a recorder with cameras of its own. */
export interface CountyDevice {
  /** 20-digit national code. */
  readonly code: string;
  readonly name: LocalizedText;
  readonly manufacturer: string;
  readonly model: string;
  /** The village or community it stands in. */
  readonly unitCode: string;
  readonly channels: readonly Pick<CountyCamera, 'code' | 'name' | 'scene' | 'condition' | 'ptz'>[];
}

/** 卡口: a road point that reports passing vehicles. */
export interface CountyCheckpoint {
  /** `kk01`… */
  readonly code: string;
  readonly name: LocalizedText;
  readonly townshipCode: string;
  readonly position: LonLat;
  /** Bearing of lane 1's traffic, degrees clockwise from north. */
  readonly bearingDeg: number;
  readonly lanes: number;
  /** `code` of the road edge it stands on. */
  readonly roadEdge: string;
}

/** 警务站: a street police post. */
export interface CountyPost {
  /** `jwz01`… */
  readonly code: string;
  readonly name: LocalizedText;
  readonly townshipCode: string;
  readonly position: LonLat;
}

/** 巡防队, 警察, 村巡逻队, 红袖标. */
export type SquadKind = 'brigade' | 'police' | 'village_team' | 'volunteers';

export interface CountySquad {
  /** `xl01`… */
  readonly code: string;
  readonly name: LocalizedText;
  readonly kind: SquadKind;
  readonly unitCode: string;
  /** Where it starts its shift: a road node. */
  readonly homeNode: string;
}

export type RoadClass = 'highway' | 'county' | 'township' | 'village' | 'street';

export interface RoadNode {
  readonly id: string;
  readonly position: LonLat;
}

/** A stretch of road between two nodes; roads meet at nodes only. */
export interface RoadEdge {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly class: RoadClass;
  readonly name: LocalizedText;
  /** From `from` to `to`, both included. */
  readonly line: readonly LonLat[];
  readonly lengthM: number;
}

/** The road graph, connected: any node can be reached from any other. */
export interface RoadNetwork {
  readonly nodes: readonly RoadNode[];
  readonly edges: readonly RoadEdge[];
}

export interface River {
  readonly name: LocalizedText;
  /** From the source down. */
  readonly line: readonly LonLat[];
  readonly widthM: number;
}

export interface Lake {
  readonly name: LocalizedText;
  readonly shore: Ring;
}

export type PlaceKind =
  | 'government'
  | 'station'
  | 'hospital'
  | 'market'
  | 'school'
  | 'square'
  | 'bridge'
  | 'committee';

/** A named point people speak of. */
export interface CountyPlace {
  readonly kind: PlaceKind;
  readonly name: LocalizedText;
  readonly unitCode: string;
  readonly position: LonLat;
}

/** The whole fictional county. All positions are WGS-84 degrees, rounded to 6 decimals (0.1 m). */
export interface County {
  readonly seed: number;
  /** The county first, then its townships, then all villages in order of code. */
  readonly orgUnits: readonly CountyOrgUnit[];
  readonly cameras: readonly CountyCamera[];
  /** Not among `cameras`: they are there to be registered. */
  readonly newDevices: readonly CountyDevice[];
  readonly checkpoints: readonly CountyCheckpoint[];
  readonly posts: readonly CountyPost[];
  readonly squads: readonly CountySquad[];
  readonly roads: RoadNetwork;
  readonly rivers: readonly River[];
  readonly lakes: readonly Lake[];
  readonly places: readonly CountyPlace[];
}
