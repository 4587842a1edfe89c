import { parseNationalCode } from '#core/camera';
import { cameraListColumns, type ImportRowError } from '#core/contracts';
import { readTable } from '../table-file/index.ts';
import { type ListContext, type ListedCamera, readRow } from './read-row.ts';

/** What a list of cameras says; nothing of it may be used while it has errors. */
export interface CameraList {
  /** With the line each stands in. */
  readonly cameras: readonly (ListedCamera & { readonly line: number })[];
  /** In which line each code stands first, in rows with errors too. */
  readonly codes: ReadonlyMap<string, number>;
  /** In the order of their lines. */
  readonly errors: readonly ImportRowError[];
}

const shape = {
  columns: cameraListColumns,
  mustHave: ['code', 'org_unit', 'name_zh', 'class', 'lon', 'lat', 'main_url'],
} as const;

/** Reads a list of cameras, of CSV or an Excel workbook. */
export async function readCameraList(file: Uint8Array, context: ListContext): Promise<CameraList> {
  const cameras: (ListedCamera & { readonly line: number })[] = [];
  const codes = new Map<string, number>();
  const errors = await readTable(file, shape, ({ cell, line }) => {
    const read = readRow(cell, context);
    if (read.ok) cameras.push({ ...read.value, line });
    const wrong = read.ok ? [] : read.error;
    const code = cell('code').trim();
    if (codes.has(code)) return [{ column: 'code', error: 'code_twice' }, ...wrong];
    if (parseNationalCode(code).ok) codes.set(code, line);
    return wrong;
  });
  return { cameras, codes, errors };
}
