import { type ImportRowError, type OrgListColumn, orgListColumns } from '#core/contracts';
import { fail, ok } from '#core/kit';
import { isCodeOf, type OrgLevel, orgLevels } from '#core/org';
import type { ListedUnit } from '#db/repositories';
import { allOf, type Field, optional, readTable, readText, type TableRow } from '../table-file/index.ts';

/** What a list of org units says; nothing of it may be used while it has errors. */
export interface OrgList {
  /** With the line each stands in. */
  readonly units: readonly (ListedUnit & { readonly line: number })[];
  readonly errors: readonly ImportRowError[];
}

const shape = { columns: orgListColumns, mustHave: ['code', 'parent_code', 'level', 'name_zh'] } as const;
const NAME_LENGTH_MAX = 200;

/** As people write them, besides the words of the program. */
const levelWords: ReadonlyMap<string, OrgLevel> = new Map([
  ...orgLevels.map((level) => [level, level] as const),
  ...(['县', '区', '市'] as const).map((word) => [word, 'county'] as const),
  ...(['乡镇', '镇', '乡', '街道'] as const).map((word) => [word, 'township'] as const),
  ...(['村', '社区', '村(社区)', '村（社区）'] as const).map((word) => [word, 'village'] as const),
  ['网格', 'grid'],
]);

/** Reads a list of org units, of CSV or an Excel workbook. */
export async function readOrgList(file: Uint8Array): Promise<OrgList> {
  const units: (ListedUnit & { readonly line: number })[] = [];
  const places = new Set<string>();
  const errors = await readTable(file, shape, (row) => {
    const read = readRow(row);
    if (!read.ok) return read.error;
    const { code, parent_code: parentCode, level, name_zh: zh, name_en: en } = read.value;
    if (!isCodeOf(level, code)) return [{ column: 'code', error: 'not_a_division_code' }];
    const place = `${parentCode}.${code}`;
    if (places.has(place)) return [{ column: 'code', error: 'code_twice' }];
    places.add(place);
    units.push({ line: row.line, code, parentCode, level, name: { zh, en: en ?? zh } });
    return [];
  });
  return { units, errors };
}

function readRow({ cell }: TableRow<OrgListColumn>) {
  const trimmed = (column: OrgListColumn) => cell(column).trim();
  return allOf(orgListColumns, {
    code: readText(trimmed('code'), 64),
    parent_code: optional(trimmed('parent_code'), '', (text) => readText(text, 64)),
    level: readLevel(trimmed('level')),
    name_zh: readText(trimmed('name_zh'), NAME_LENGTH_MAX),
    name_en: optional(trimmed('name_en'), null, (text) => readText(text, NAME_LENGTH_MAX)),
  });
}

function readLevel(cell: string): Field<OrgLevel> {
  if (cell === '') return fail('missing');
  const level = levelWords.get(cell);
  return level === undefined ? fail('not_a_level') : ok(level);
}
