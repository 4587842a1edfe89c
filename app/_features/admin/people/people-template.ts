import { type ImportedPeople, type PeopleListColumn, peopleListColumns } from '#core/contracts';
import type { ListTemplate } from '../import/template.ts';

const example: Readonly<Record<Exclude<PeopleListColumn, 'org_unit'>, string>> = {
  ...{ username: 'wang.fang', name_zh: '王芳', name_en: 'Wang Fang', role: '值班员' },
  ...{ role_unit: '', language: 'zh', expires: '' },
};

/** @param orgUnitCode division code of a unit that the reader administers */
export function peopleListTemplate(orgUnitCode: string): ListTemplate {
  const row: Readonly<Record<PeopleListColumn, string>> = { ...example, org_unit: orgUnitCode };
  const cells = peopleListColumns.map((column) => row[column]);
  return { fileName: 'beaconwall-people.csv', rows: [peopleListColumns, cells] };
}

/** The one-time passwords of imported accounts. @param head the names of the columns, with commas between */
export function passwordList({ passwords }: ImportedPeople, head: string): ListTemplate {
  const rows = passwords.map(({ username, name, oneTimePassword }) => [username, name, oneTimePassword]);
  return { fileName: 'beaconwall-one-time-passwords.csv', rows: [head.split(','), ...rows] };
}
