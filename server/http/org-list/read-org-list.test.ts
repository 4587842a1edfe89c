import { describe, expect, it } from 'vitest';
import { readOrgList } from './read-org-list.ts';

const header = 'code,parent_code,level,name_zh,name_en';
const read = (...rows: string[]) => readOrgList(Buffer.from([header, ...rows].join('\n')));

describe('a list of org units', () => {
  it('says everything of a unit, its level in either language', async () => {
    const { units, errors } = await read(
      '330127100,330127,township,石桥镇,Shiqiao',
      '01,330127100201,网格,一网格,',
    );
    expect(errors).toEqual([]);
    expect(units).toEqual([
      {
        line: 2,
        code: '330127100',
        parentCode: '330127',
        level: 'township',
        name: { zh: '石桥镇', en: 'Shiqiao' },
      },
      {
        line: 3,
        code: '01',
        parentCode: '330127100201',
        level: 'grid',
        name: { zh: '一网格', en: '一网格' },
      },
    ]);
  });

  it.each([
    ['330127100,330127,constructor,石桥镇,', 'level', 'not_a_level'],
    ['33012710,330127,镇,石桥镇,', 'code', 'not_a_division_code'],
    ['3.30127E+11,330127100,村,石桥村,', 'code', 'not_a_division_code'],
    ['330127100,330127,镇,,', 'name_zh', 'missing'],
    [`330127100,330127,镇,石桥镇,${'x'.repeat(201)}`, 'name_en', 'too_long'],
    ['330127101,330127,镇,石桥镇,', 'code', 'code_twice'],
  ])('%s: %s is %s', async (row, column, error) => {
    const { errors } = await read('330127101,330127,镇,山前镇,', row);
    expect(errors).toEqual([{ line: 3, column, error }]);
  });

  it('may have the same number of a grid in two villages', async () => {
    expect((await read('01,330127100201,grid,一,', '01,330127100202,grid,一,')).errors).toEqual([]);
  });
});
