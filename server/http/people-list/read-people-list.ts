import { type ImportRowError, peopleListColumns } from '#core/contracts';
import { readTable } from '../table-file/index.ts';
import { type ListedPerson, type PeopleContext, readPersonRow } from './read-person-row.ts';

/** What a list of people says; nothing of it may be used while it has errors. */
export interface PeopleList {
  readonly people: readonly ListedPerson[];
  /** In which line each user name stands first, by the name in small letters. */
  readonly lines: ReadonlyMap<string, number>;
  /** In the order of their lines. */
  readonly errors: readonly ImportRowError[];
}

const shape = {
  columns: peopleListColumns,
  mustHave: ['username', 'name_zh', 'org_unit', 'role'],
} as const;

/** The grid workers and volunteers of the largest cities, twice over. */
const PEOPLE_MAX = 20_000;

/** Reads a list of people, of CSV or an Excel workbook. User names are one and the same in any case. */
export async function readPeopleList(file: Uint8Array, context: PeopleContext): Promise<PeopleList> {
  const people: ListedPerson[] = [];
  const lines = new Map<string, number>();
  const errors = await readTable(file, shape, ({ cell, line }) => {
    const read = readPersonRow(cell, context);
    const wrong = read.ok ? [] : read.error;
    const key = cell('username').trim().toLowerCase();
    if (lines.has(key)) return [{ column: 'username', error: 'username_twice' }, ...wrong];
    if (key !== '') lines.set(key, line);
    if (people.length >= PEOPLE_MAX) return [{ column: 'username', error: 'too_large' }];
    if (read.ok) people.push(read.value);
    return wrong;
  });
  return { people, lines, errors };
}
