import { type CameraListColumn, cameraListColumns } from '#core/contracts';
import type { ListTemplate } from './template.ts';

/** Addresses of RFC 5737, which nobody has. */
const example: Readonly<Record<Exclude<CameraListColumn, 'org_unit'>, string>> = {
  code: '',
  name_zh: '村口·东',
  name_en: 'Village gate, east',
  class: 'III',
  lon: '102.000000',
  lat: '40.200000',
  azimuth_deg: '90',
  angle_deg: '75',
  range_m: '60',
  main_url: 'rtsp://192.0.2.10:554/main',
  sub_url: 'rtsp://192.0.2.10:554/sub',
  username: 'viewer',
  password: '',
};

/** @param orgUnitCode division code of a unit that the reader may register in */
export function cameraListTemplate(orgUnitCode: string): ListTemplate {
  const row: Readonly<Record<CameraListColumn, string>> = { ...example, org_unit: orgUnitCode };
  const cells = cameraListColumns.map((column) => row[column]);
  return { fileName: 'beaconwall-cameras.csv', rows: [cameraListColumns, cells] };
}
