import { type CameraListColumn, cameraListColumns } from '#core/contracts';

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

/**
 * A camera list with one example row, as CSV (RFC 4180) in UTF-8 with a byte order mark, by which Excel knows it.
 * @param orgUnitCode division code of a unit that the reader may register in
 */
export function cameraListTemplate(orgUnitCode: string): string {
  const row: Readonly<Record<CameraListColumn, string>> = { ...example, org_unit: orgUnitCode };
  const lines = [cameraListColumns, cameraListColumns.map((column) => row[column])];
  return `\uFEFF${lines.map((cells) => `${cells.map(cell).join(',')}\r\n`).join('')}`;
}

function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
