import type { Camera } from '#core/camera';
import { type CameraListColumn, cameraListColumns } from '#core/contracts';
import { fail, type OrgUnitId, ok, type Result } from '#core/kit';
import { allOf, type Field, type FieldError, optional, readNumber, readText } from '../table-file/index.ts';
import { readClass, readCode, readStreamUrl } from './read-field.ts';

/** What a list is checked against. */
export interface ListContext {
  /** The org units cameras may be entered at, by division code. */
  readonly orgUnits: ReadonlyMap<string, OrgUnitId>;
  /** Whether cameras may be at an address. */
  readonly mayRegister: (endpoint: { readonly host: string; readonly port: number }) => boolean;
}

/** A camera of a list. */
export interface ListedCamera
  extends Pick<Camera, 'code' | 'orgUnitId' | 'name' | 'class' | 'position' | 'view'> {
  readonly mainUrl: string;
  readonly subUrl: string | null;
  readonly credentials: { readonly username: string; readonly password: string } | null;
}

/** What most cameras see of whom nothing is said. */
const USUAL_VIEW = { azimuthDeg: 0, angleDeg: 75, rangeM: 60 };

/**
 * Reads one row of a list.
 * @param cell what a column says, empty when the list does not have it
 * @returns every wrong field as the error
 */
export function readRow(
  cell: (column: CameraListColumn) => string,
  { orgUnits, mayRegister }: ListContext,
): Result<ListedCamera, readonly FieldError<CameraListColumn>[]> {
  const trimmed = (column: CameraListColumn) => cell(column).trim();
  const view = (column: CameraListColumn, usual: number, min: number, max: number) =>
    optional(trimmed(column), usual, (text) => readNumber(text, min, max));
  // Spaces may belong to it.
  const password = cell('password');
  const username = trimmed('username');
  const read = allOf(cameraListColumns, {
    code: readCode(trimmed('code')),
    org_unit: readOrgUnit(trimmed('org_unit'), orgUnits),
    name_zh: readText(trimmed('name_zh'), 200),
    name_en: optional(trimmed('name_en'), null, (text) => readText(text, 200)),
    class: readClass(trimmed('class')),
    lon: readNumber(trimmed('lon'), -180, 180),
    lat: readNumber(trimmed('lat'), -90, 90),
    azimuth_deg: view('azimuth_deg', USUAL_VIEW.azimuthDeg, 0, 360),
    angle_deg: view('angle_deg', USUAL_VIEW.angleDeg, 1, 360),
    range_m: view('range_m', USUAL_VIEW.rangeM, 1, 5000),
    main_url: readStreamUrl(trimmed('main_url'), mayRegister),
    sub_url: optional(trimmed('sub_url'), null, (text) => readStreamUrl(text, mayRegister)),
    username: username === '' && password === '' ? ok(null) : readText(username, 64),
    password: optional(password, '', (text) => readText(text, 128)),
  });
  if (!read.ok) return read;
  const row = read.value;
  return ok({
    code: row.code,
    orgUnitId: row.org_unit,
    name: { zh: row.name_zh, en: row.name_en ?? row.name_zh },
    class: row.class,
    position: { lon: row.lon, lat: row.lat },
    view: { azimuthDeg: row.azimuth_deg % 360, angleDeg: row.angle_deg, rangeM: row.range_m },
    mainUrl: row.main_url,
    subUrl: row.sub_url,
    credentials: row.username === null ? null : { username: row.username, password: row.password },
  });
}

function readOrgUnit(cell: string, orgUnits: ListContext['orgUnits']): Field<OrgUnitId> {
  if (cell === '') return fail('missing');
  const id = orgUnits.get(cell);
  return id === undefined ? fail('unknown_org_unit') : ok(id);
}
