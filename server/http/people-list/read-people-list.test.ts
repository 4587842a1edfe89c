import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { peopleListColumns } from '#core/contracts';
import type { OrgUnitId } from '#core/kit';
import { readPeopleList } from './read-people-list.ts';

const context = {
  orgUnits: new Map([
    ['330100101', 'org_east' as OrgUnitId],
    ['330100', 'org_county' as OrgUnitId],
  ]),
  nowMs: new Date(2026, 5, 15, 12).getTime(),
};
const read = (csv: string) => readPeopleList(Buffer.from(csv), context);

const good: Readonly<Record<string, string>> = {
  ...{ username: 'wang.fang', name_zh: '王芳', name_en: 'Wang Fang', org_unit: '330100101' },
  ...{ role: 'operator', role_unit: '330100', language: 'en', expires: '2026-12-31' },
};
const rowOf = (row: Readonly<Record<string, string>>) =>
  peopleListColumns.map((column) => `"${(row[column] ?? '').replaceAll('"', '""')}"`).join();
const listOf = (...rows: string[]) => [peopleListColumns.join(), ...rows].join('\n');

describe('a list of people', () => {
  it('says everything of a person', async () => {
    expect(await read(listOf(rowOf(good)))).toEqual({
      errors: [],
      lines: new Map([['wang.fang', 2]]),
      people: [
        {
          ...{ username: 'wang.fang', displayName: { zh: '王芳', en: 'Wang Fang' }, locale: 'en' },
          ...{ orgUnitId: 'org_east', role: 'operator', roleUnitId: 'org_county' },
          expiresMs: new Date(2027, 0, 1).getTime(),
        },
      ],
    });
  });

  it('may leave out what may be empty, and has its words in Chinese', async () => {
    const { people } = await read('role,org_unit,name_zh,username\n值班长,330100101,李青,李青\n');
    expect(people).toEqual([
      {
        ...{ username: '李青', displayName: { zh: '李青', en: '李青' }, locale: 'zh', expiresMs: null },
        ...{ orgUnitId: 'org_east', role: 'shift_leader', roleUnitId: 'org_east' },
      },
    ]);
  });

  it.each([
    ['2026/6/15', new Date(2026, 5, 16)],
    ['2026年12月1日', new Date(2026, 11, 2)],
    ['46387', new Date(2027, 0, 1)], // 2026-12-31 in a workbook
  ])('reads the day %s', async (expires, end) => {
    const { people } = await read(listOf(rowOf({ ...good, expires })));
    expect(people[0]?.expiresMs).toBe(end.getTime());
  });

  it.each([
    ['username', '', 'missing'],
    ['username', 'a b', 'not_a_username'],
    ['username', '=cmd', 'not_a_username'],
    ['name_zh', '', 'missing'],
    ['name_zh', '长'.repeat(65), 'too_long'],
    ['name_en', '\uFFFD', 'not_text'],
    ['org_unit', '330100102', 'unknown_org_unit'],
    ['org_unit', '__proto__', 'unknown_org_unit'],
    ['role', 'king', 'not_a_role'],
    ['role', 'display', 'not_a_role'],
    ['role', 'constructor', 'not_a_role'],
    ['role_unit', '1', 'unknown_org_unit'],
    ['language', 'fr', 'not_a_language'],
    ['expires', '2026-06-14', 'in_the_past'],
    ['expires', '2026-02-31', 'not_a_date'],
    ['expires', 'soon', 'not_a_date'],
  ])('names line and column of %s %o: %s', async (column, text, error) => {
    const wrong = rowOf({ ...good, username: 'other', [column]: text });
    expect((await read(listOf(rowOf(good), '', wrong))).errors).toEqual([{ line: 4, column, error }]);
  });

  it('names a user name that comes twice, in whatever case', async () => {
    const { errors } = await read(listOf(rowOf(good), rowOf({ ...good, username: 'Wang.Fang' })));
    expect(errors).toEqual([{ line: 3, column: 'username', error: 'username_twice' }]);
  });

  it('of more than twenty thousand people is too large', async () => {
    const rows = Array.from({ length: 20_002 }, (_, at) => `p${at},x,330100101,patrol`);
    const { errors } = await read(['username,name_zh,org_unit,role', ...rows].join('\n'));
    expect(errors[0]).toEqual({ line: 20_002, column: 'username', error: 'too_large' });
  });

  it('whatever it is, it is read without failing, and either has errors or people', async () => {
    const cell = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom(...Object.values(good)));
    const lines = fc.array(
      fc.array(cell).map((cells) => cells.join()),
      { maxLength: 8 },
    );
    await fc.assert(
      fc.asyncProperty(lines, async (rows) => {
        const { people, errors } = await read(listOf(...rows));
        expect(people.length + errors.length).toBeGreaterThan(0);
      }),
    );
  });
});
